import type { Field } from '@gnomon/plugin-api';
import { t } from '../texts/t.ts';

type Calc = (values: readonly number[]) => number;

const sum: Calc = v => v.reduce((a, b) => a + b, 0);
const quantile =
  (q: number): Calc =>
  v => {
    if (v.length === 0) return Number.NaN;
    const sorted = [...v].sort((a, b) => a - b);
    const at = q * (sorted.length - 1);
    const low = Math.floor(at);
    return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (at - low);
  };
const variance: Calc = v => {
  const mean = sum(v) / v.length;
  return sum(v.map(x => (x - mean) ** 2)) / v.length;
};
/** Over any number of values: as arguments of Math.min a hundred thousand would be too many. */
const least: Calc = v => v.reduce((a, b) => Math.min(a, b), Infinity);
const most: Calc = v => v.reduce((a, b) => Math.max(a, b), -Infinity);
const steps = (v: readonly number[]) => v.slice(1).map((x, i) => x - v[i]);

/** Calculations over the values that are present; a NaN is a value only for those that look at one sample. */
const CALCS: Readonly<Record<string, Calc>> = {
  lastNotNull: v => v[v.length - 1],
  last: v => v[v.length - 1],
  firstNotNull: v => v[0],
  first: v => v[0],
  min: least,
  max: most,
  mean: v => sum(v) / v.length,
  median: quantile(0.5),
  sum,
  count: v => v.length,
  range: v => most(v) - least(v),
  diff: v => v[v.length - 1] - v[0],
  diffperc: v => (v[v.length - 1] - v[0]) / v[0],
  delta: v => sum(steps(v).map((d, i) => (d < 0 ? v[i + 1] : d))),
  step: v => least(steps(v)),
  minAboveZero: v => least(v.filter(x => x > 0)),
  logmin: v => least(v.filter(x => x > 0)),
  changeCount: v => steps(v).filter(d => d !== 0).length,
  distinctCount: v => new Set(v).size,
  variance,
  stdDev: v => Math.sqrt(variance(v)),
};

/** What `reduce` knows, besides percentiles. */
export const CALC_NAMES: readonly string[] = Object.keys(CALCS);

/** NaN when the field has no value. p1 to p99 are percentiles. */
export function reduce(field: Field, calc: string): number {
  const present: number[] = [];
  for (let i = 0; i < field.values.length; i++) {
    const value = field.values[i];
    if (field.nulls?.[i] || typeof value !== 'number' || Number.isNaN(value)) continue;
    present.push(value);
  }
  if (calc === 'count') return present.length;
  if (present.length === 0) return Number.NaN;
  const percentile = /^p(\d\d?)$/.exec(calc);
  if (percentile) return quantile(Number(percentile[1]) / 100)(present);
  return (CALCS[calc] ?? CALCS.lastNotNull)(present);
}

/** Headings of calculations in legends, as dashboards write them down to sort by one. */
const HEADINGS = {
  lastNotNull: 'Last',
  last: 'Last',
  mean: 'Mean',
  min: 'Min',
  max: 'Max',
  sum: 'Total',
  firstNotNull: 'First',
} as const;

/** Whether this is how a dashboard names the calculation. */
export function isNamed(calc: string, name: string): boolean {
  return calc === name || (isHeaded(calc) && HEADINGS[calc] === name);
}

/** Heading of a calculation in a legend. */
export function calcName(calc: string): string {
  return isHeaded(calc) ? t(`calc.${HEADINGS[calc]}`) : calc;
}

function isHeaded(calc: string): calc is keyof typeof HEADINGS {
  return Object.hasOwn(HEADINGS, calc);
}

/** A calculation where one is chosen: several have the same heading. */
export function calcChoice(calc: string): { readonly value: string; readonly label: string } {
  const name = calcName(calc);
  return { value: calc, label: name === calc ? calc : `${name} (${calc})` };
}
