/** How bars of one group are put together. */
export type Stacking = 'none' | 'normal' | 'percent';

/** One bar: the values between which it reaches. */
export interface Bar {
  readonly series: number;
  readonly group: number;
  readonly low: number;
  readonly high: number;
  /** The value that it stands for. */
  readonly value: number;
}

/** Bars of series over groups; stacked ones grow upwards and downwards from zero, each sign for itself. */
export function barsOf(series: readonly ArrayLike<number>[], groups: number, stacking: Stacking): Bar[] {
  const bars: Bar[] = [];
  for (let group = 0; group < groups; group++) {
    const values = series.map(s => s[group]).map(v => (Number.isFinite(v) ? v : Number.NaN));
    const whole = values.reduce((sum, v) => sum + (Number.isNaN(v) ? 0 : Math.abs(v)), 0);
    let up = 0;
    let down = 0;
    values.forEach((value, i) => {
      if (Number.isNaN(value)) return;
      const length = stacking === 'percent' ? (whole > 0 ? value / whole : 0) : value;
      const base = stacking === 'none' ? 0 : value < 0 ? down : up;
      const end = base + length;
      if (value < 0) down = end;
      else up = end;
      bars.push({ series: i, group, low: Math.min(base, end), high: Math.max(base, end), value });
    });
  }
  return bars;
}

/** The range of the value axis: zero is always in it, round numbers are at its ends. */
export function extentOf(bars: readonly Bar[]): { min: number; max: number } {
  const min = bars.reduce((least, bar) => Math.min(least, bar.low), 0);
  const max = bars.reduce((most, bar) => Math.max(most, bar.high), 0);
  return max > min ? { min, max } : { min: 0, max: 1 };
}
