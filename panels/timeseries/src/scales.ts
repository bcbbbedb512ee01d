import { clockText, dayText, wall } from '@gnomon/panel-kit/wall.ts';
import type { Series } from './series.ts';

export interface Scale {
  readonly key: string;
  readonly side: 'left' | 'right' | 'hidden';
  /** The series that gives unit, limits and label. */
  readonly lead: Series;
  readonly members: readonly Series[];
}

/** One y scale for each unit and side; the first goes left, the next right. */
export function scalesOf(series: readonly Series[]): Scale[] {
  const groups = new Map<string, Series[]>();
  for (const one of series) {
    const { axisPlacement } = one.style;
    const key = `${one.field.config.unit ?? ''}|${axisPlacement}|${one.style.scaleDistribution?.type ?? 'linear'}`;
    const members = groups.get(key);
    if (members) members.push(one);
    else groups.set(key, [one]);
  }
  let placed = 0;
  return [...groups.entries()].map(([key, members]) => {
    const lead = members.find(m => !m.hidden) ?? members[0];
    const wanted = lead.style.axisPlacement;
    const side = wanted === 'auto' ? (placed === 0 ? 'left' : 'right') : wanted;
    if (side !== 'hidden') placed++;
    return { key: `y ${key}`, side, lead, members };
  });
}

/** Limits of the axis: configured ones are kept, else the data with some air, and zero where it is near. */
export function yRange(scale: Scale, dataMin: number | null, dataMax: number | null): [number, number] {
  const { config } = scale.lead.field;
  const { axisSoftMin, axisSoftMax, axisCenteredZero, stacking, scaleDistribution } = scale.lead.style;
  let low = Math.min(dataMin ?? 0, axisSoftMin ?? Infinity);
  let high = Math.max(dataMax ?? 0, axisSoftMax ?? -Infinity);
  if (scaleDistribution?.type === 'log')
    return [config.min ?? Math.max(low, 1e-3), config.max ?? Math.max(high, low * 10, 1)];
  const filled =
    stacking?.mode === 'normal' || stacking?.mode === 'percent' || scale.lead.style.fillOpacity > 0;
  if (low > 0 && (filled || low < high * 0.6)) low = 0;
  if (high < 0 && filled) high = 0;
  if (low === high) {
    if (low === 0) high = 1;
    else {
      const air = Math.abs(low) * 0.1;
      low -= air;
      high += air;
    }
  }
  if (axisCenteredZero) {
    high = Math.max(Math.abs(low), Math.abs(high));
    low = -high;
  }
  const air = (high - low) * 0.05;
  const min = config.min ?? (low === 0 || low === axisSoftMin ? low : low - air);
  const max = config.max ?? (high === 0 || high === axisSoftMax ? high : high + air);
  return min < max ? [min, max] : [min, min + 1];
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Distances between ticks of the time axis in milliseconds. */
export const TIME_STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map(n => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(n => n * MINUTE),
  ...[1, 2, 3, 6, 12].map(n => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 365].map(n => n * DAY),
];

/** Tick texts of the time axis: as fine as the distance asks for, the date where a new day begins. */
export function timeTicks(ticks: readonly number[], step: number, zone: string): string[] {
  return ticks.map((ms, i) => {
    const at = wall(ms, zone);
    const day = dayText(at);
    if (step >= DAY) return step >= 28 * DAY ? day.slice(0, 7) : day.slice(5).replace('-', '/');
    if (i > 0 && at.getTime() % DAY === 0) return day.slice(5).replace('-', '/');
    return step < MINUTE ? clockText(at) : clockText(at).slice(0, 5);
  });
}
