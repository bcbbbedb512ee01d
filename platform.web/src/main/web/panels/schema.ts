import type { FormSchema } from '@gnomon/plugin-api';
import { t } from '../texts/t.ts';

/** The value with the defaults of the schema where it says nothing; what the schema does not know is kept. */
export function fillDefaults(schema: FormSchema | undefined, value: unknown): unknown {
  if (!schema) return value ?? {};
  if (schema.type !== 'object') return value === undefined ? schema.default : value;
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const filled: Record<string, unknown> = { ...given };
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const full = fillDefaults(property, given[name]);
    if (full !== undefined) filled[name] = full;
  }
  return filled;
}

/**
 * What is wrong with the first value that is of another type than its schema says, a sentence; undefined when none is. A value
 * that is not there is none.
 *
 * @param path where the value stands, such as `options.legend`
 */
export function wrongType(schema: FormSchema, value: unknown, path: string): string | undefined {
  if (value === undefined) return undefined;
  if (!isOf(schema.type, value)) {
    const { type } = schema;
    return t('panel.wrongType', { path, value: shortJson(value), valid: t(`panel.type.${type}`) });
  }
  const parts: [FormSchema | undefined, unknown, string][] =
    schema.type === 'object'
      ? Object.entries(schema.properties ?? {}).map(([name, property]) => [
          property,
          (value as Record<string, unknown>)[name],
          `${path}.${name}`,
        ])
      : schema.type === 'array'
        ? (value as unknown[]).map((item, i) => [schema.items, item, `${path}[${i}]`])
        : [];
  for (const [part, own, where] of parts) {
    const wrong = part && wrongType(part, own, where);
    if (wrong) return wrong;
  }
  return undefined;
}

function isOf(type: FormSchema['type'], value: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return typeof value === 'number';
    default:
      return typeof value === type;
  }
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
