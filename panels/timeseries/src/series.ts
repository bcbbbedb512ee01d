import { fieldKey } from '@gnomon/panel-kit/values.ts';
import type { DataFrame, Field } from '@gnomon/plugin-api';
import { type SeriesStyle, styleOf } from './custom.ts';

export type Values = (number | null | undefined)[];

/** One line of the chart. */
export interface Series {
  readonly key: string;
  readonly field: Field;
  readonly style: SeriesStyle;
  /** What the samples say, on the chart's common times; null is a gap, undefined a time of other series. */
  readonly values: Values;
  /** What is drawn: after transform and stacking. */
  readonly drawn: Values;
  /** Index of the series whose line is the lower edge of this one's area, -1 for the zero line. */
  readonly below: number;
  readonly hidden: boolean;
}
export interface Aligned {
  readonly times: number[];
  readonly series: readonly Series[];
}

/** All number fields on one sorted list of times, transformed and stacked. */
export function align(frames: readonly DataFrame[]): Aligned {
  const columns = frames.flatMap(frame => {
    const time = frame.fields.find(f => f.type === 'time');
    if (!time || frame.length === 0) return [];
    return frame.fields
      .filter(f => f.type === 'number')
      .map(field => ({ field, time: time.values as ArrayLike<number>, key: fieldKey(frame, field) }));
  });
  const times = commonTimes(columns.map(c => c.time));
  const plain = columns.map(({ field, time, key }) => {
    const style = styleOf(field);
    return {
      key,
      field,
      style,
      values: onTimes(times, time, field),
      hidden: style.hideFrom?.viz === true,
    };
  });
  return { times, series: stack(plain) };
}

function commonTimes(all: readonly ArrayLike<number>[]): number[] {
  if (all.length === 0) return [];
  const first = all[0];
  if (all.every(t => t === first || sameTimes(t, first))) return Array.from(first);
  const union = new Set<number>();
  for (const times of all) for (let i = 0; i < times.length; i++) union.add(times[i]);
  return [...union].sort((a, b) => a - b);
}

function sameTimes(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function onTimes(times: readonly number[], own: ArrayLike<number>, field: Field): Values {
  const values: Values = new Array(times.length);
  let at = 0;
  for (let i = 0; i < own.length; i++) {
    while (times[at] < own[i]) at++;
    const value = field.values[i] as number;
    values[at] = field.nulls?.[i] || !Number.isFinite(value) ? null : value;
  }
  return values;
}

type Plain = Omit<Series, 'drawn' | 'below'>;

/** Adds up the visible series of each stack; positive and negative ones grow apart from zero. */
function stack(plain: readonly Plain[]): Series[] {
  const tops = new Map<string, { sums: Values; index: number }>();
  const totals = percentTotals(plain);
  return plain.map((series, index) => {
    const negative = series.style.transform === 'negative-Y';
    const own = negative ? series.values.map(v => (typeof v === 'number' ? -v : v)) : series.values;
    const group = stackGroup(series.style);
    if (series.hidden || group === undefined) return { ...series, drawn: own, below: -1 };
    const key = `${group}${negative ? '-' : '+'}`;
    const top = tops.get(key) ?? { sums: new Array(own.length), index: -1 };
    const total = totals.get(group);
    const drawn: Values = new Array(own.length);
    for (let i = 0; i < own.length; i++) {
      const value = own[i];
      if (typeof value === 'number')
        top.sums[i] = (top.sums[i] ?? 0) + (total ? value / (total[i] || 1) : value);
      // Where nothing lies below either, a missing value is a gap and not the zero line.
      drawn[i] = top.sums[i] ?? value;
    }
    const below = top.index;
    top.index = index;
    tops.set(key, top);
    return { ...series, drawn, below };
  });
}

function stackGroup(style: SeriesStyle): string | undefined {
  const mode = style.stacking?.mode;
  if (mode !== 'normal' && mode !== 'percent') return undefined;
  return `${mode}/${style.stacking?.group ?? ''}/${style.drawStyle}`;
}

function percentTotals(plain: readonly Plain[]): Map<string, number[]> {
  const totals = new Map<string, number[]>();
  for (const { style, values, hidden } of plain) {
    const group = stackGroup(style);
    if (hidden || style.stacking?.mode !== 'percent' || group === undefined) continue;
    const total = totals.get(group) ?? new Array<number>(values.length).fill(0);
    values.forEach((v, i) => {
      total[i] += Math.abs(v ?? 0);
    });
    totals.set(group, total);
  }
  return totals;
}
