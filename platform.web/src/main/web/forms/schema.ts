import type { FormSchema } from '@gnomon/plugin-api';
import type { Problem } from '../api/types.ts';
import { t } from '../texts/t.ts';

export type FormValue = Readonly<Record<string, unknown>>;

/** What a property is called; the server gives each a title that is read. */
export function titleOf(name: string, schema: FormSchema): string {
  return schema.title ?? name;
}

/** Properties in the order of their hints, then as written. */
export function orderedProperties(schema: FormSchema): [string, FormSchema][] {
  return Object.entries(schema.properties ?? {})
    .map((entry, index) => ({ entry, order: entry[1]['x-gnomon']?.order ?? index }))
    .sort((a, b) => a.order - b.order)
    .map(({ entry }) => entry);
}

/** Shown only when the sibling has one of the values. */
export function isVisible(schema: FormSchema, siblings: FormValue): boolean {
  const condition = schema['x-gnomon']?.visibleIf;
  return !condition || condition.in.includes(siblings[condition.field]);
}

export function choices(schema: FormSchema): { value: string; label: string }[] | undefined {
  if (schema.oneOf)
    return schema.oneOf.map(({ const: value, title }) => ({ value: String(value), label: title }));
  return schema.enum?.map(value => ({ value: String(value), label: String(value) }));
}

/** The server keeps what is stored when it gets null for a secret that it said is set. */
export function forSending(schema: FormSchema, value: unknown): unknown {
  if (isStoredSecret(value)) return null;
  if (schema.type !== 'object' || typeof value !== 'object' || value === null) return value;
  const sent: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    const property = schema.properties?.[name];
    const kept = property ? forSending(property, part) : part;
    if (kept !== undefined) sent[name] = kept;
  }
  return sent;
}

export function isStoredSecret(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$set' in value;
}

/** What can be seen without the server: missing, out of range, not of the pattern. The server has the last word. */
export function check(schema: FormSchema, value: unknown, path = '', required = false): Problem[] {
  const missing = value === undefined || value === null || value === '';
  if (missing) return required ? [{ path, message: t('form.required') }] : [];
  if (schema.type === 'object' && typeof value === 'object') {
    const siblings = value as FormValue;
    return Object.entries(schema.properties ?? {})
      .filter(([, property]) => isVisible(property, siblings))
      .flatMap(([name, property]) =>
        check(property, siblings[name], `${path}/${name}`, schema.required?.includes(name) ?? false),
      );
  }
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return [{ path, message: t('form.number') }];
    if (schema.minimum !== undefined && value < schema.minimum)
      return [{ path, message: t('form.minimum', { limit: schema.minimum }) }];
    if (schema.maximum !== undefined && value > schema.maximum)
      return [{ path, message: t('form.maximum', { limit: schema.maximum }) }];
  }
  if (typeof value === 'string' && schema.pattern && !matches(schema.pattern, value)) {
    return [{ path, message: t('form.pattern', { pattern: schema.pattern }) }];
  }
  return [];
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    // The server's regular expressions know more than the browser's.
    return true;
  }
}
