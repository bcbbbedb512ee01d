import type { DataSource } from '../api/types.ts';
import type { Dashboard } from './model.ts';

interface Input {
  readonly name: string;
  readonly label: string;
  readonly type: 'datasource';
  readonly pluginId: string;
}

/**
 * A dashboard for another server, in the form in which Grafana shares them: data sources are inputs (`${DS_NAME}`), asked
 * for or found by their type when it is taken over; what only this server knows (ids, versions, library panels) is left out.
 *
 * @param sources those of this server; references to others stay as they are
 */
export function portable(dashboard: Dashboard, sources: readonly DataSource[]): object {
  const inputs = new Map<string, Input>();
  const inputOf = (source: DataSource): string => {
    const name = `DS_${source.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
    inputs.set(name, { name, label: source.name, type: 'datasource', pluginId: source.type });
    return `\${${name}}`;
  };
  const reference = (value: unknown): unknown => {
    const uid = typeof value === 'string' ? value : (value as { uid?: string } | null)?.uid;
    const source = sources.find(each => each.uid === uid || (typeof value === 'string' && each.name === uid));
    if (!source) return value;
    return { type: source.type, uid: inputOf(source) };
  };
  const walked = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walked);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(([key]) => key !== 'libraryPanel');
    return Object.fromEntries(
      entries.map(([key, inner]) => [key, key === 'datasource' ? reference(inner) : walked(inner)]),
    );
  };
  const { id: _, version: __, iteration: ___, ...rest } = dashboard as Record<string, unknown>;
  const body = walked(rest) as object;
  return { __inputs: [...inputs.values()], ...body };
}
