import type { FormSchema } from '@gnomon/plugin-api';

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
