import type { DataSource } from '../api/types.ts';
import type { SourceRef } from './model.ts';

const PROMETHEUS = 'prometheus';
/** The type under which the server lists its own store. */
const BUILT_IN = 'prometheus-builtin';

/** What a dashboard calls a data source: its uid, its name in old ones, a variable, or nothing for the default. */
export function nameOf(reference: SourceRef | undefined): string {
  if (!reference) return '';
  return typeof reference === 'string' ? reference : (reference.uid ?? '');
}

/** Type of the first data source that is named, else of the default one; undefined as long as none is known. */
export function typeOf(
  references: readonly (SourceRef | undefined)[],
  sources: readonly DataSource[],
): string | undefined {
  for (const reference of references) {
    if (reference && typeof reference === 'object' && reference.type) return reference.type;
    const name = nameOf(reference);
    const found = name && sources.find(source => source.uid === name || source.name === name);
    if (found) return found.type;
  }
  return sources.find(source => source.default)?.type;
}

/** How a dashboard names this source; the server's own store is a Prometheus to other programs. */
export function referenceTo(name: string, sources: readonly DataSource[]): SourceRef | undefined {
  if (name === '') return undefined;
  const type = sources.find(source => source.uid === name)?.type;
  if (!type) return { uid: name };
  return { type: asksPromql(type) ? PROMETHEUS : type, uid: name };
}

/** Whether queries to this type of data source are written in PromQL. */
export function asksPromql(type: string): boolean {
  return type === PROMETHEUS || type === BUILT_IN;
}
