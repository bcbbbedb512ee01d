import type { DataFrame, Field, PanelHost } from '@gnomon/plugin-api';
import { fill } from '../src/main/web/texts/fill.ts';

/** A field for tests, whose values are shown as they are. */
export function field(
  name: string,
  values: ArrayLike<unknown>,
  type: Field['type'] = 'number',
  more: Partial<Field> & { readonly gaps?: readonly number[] } = {},
): Field {
  const { gaps, ...rest } = more;
  return {
    name,
    type,
    values,
    ...(gaps && { nulls: Uint8Array.from(gaps) }),
    config: {},
    displayName: name,
    display: value => ({ text: String(value), numeric: Number(value), color: '#123456' }),
    ...rest,
  };
}

export function frame(...fields: Field[]): DataFrame {
  return { fields, length: fields[0].values.length };
}

/** Reduces to the last value. */
export const lastOnly = {
  reduce: (f: Field) => Number(f.values[f.values.length - 1] ?? Number.NaN),
};

/** Says everything in English. */
export const english: Pick<PanelHost, 't'> = { t: (text, values = {}) => fill(text, values) };
