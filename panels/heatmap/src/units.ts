import type { Field, HostUi } from '@gnomon/plugin-api';

/** How numbers are written where it is not as the field says. */
export interface Unit {
  readonly unit?: string;
  readonly decimals?: number;
}

export function isSet({ unit, decimals }: Unit): boolean {
  return Boolean(unit) || decimals !== undefined;
}

/** The field with another unit or other decimals; what is not given stays. */
export function inUnit(field: Field, { unit, decimals }: Unit): Field {
  const config = { ...field.config, ...(unit && { unit }), ...(decimals !== undefined && { decimals }) };
  return { ...field, config };
}

/** Names of buckets that are numbers, in the unit of the axis; others, such as +Inf, as they are. */
export function boundsIn(
  names: readonly string[],
  field: Field,
  axis: Unit,
  ticks: HostUi['ticks'],
): readonly string[] {
  if (!isSet(axis)) return names;
  return names.map(name => {
    const bound = name === '' ? Number.NaN : Number(name);
    return Number.isFinite(bound) ? ticks(inUnit(field, axis), [bound])[0] : name;
  });
}
