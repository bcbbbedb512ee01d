import { unitStep } from '@gnomon/panel-kit/unitSteps.ts';
import { numberAt } from '@gnomon/panel-kit/values.ts';
import type { DataFrame, Field } from '@gnomon/plugin-api';

/** Counts in cells: `counts[y][x]`, rows from below; NaN where nothing is known. */
export interface Cells {
  /** Start of each column in milliseconds; every column is as wide as `stepMs`. */
  readonly times: readonly number[];
  readonly stepMs: number;
  /** Name of each row: the upper bound of its bucket. */
  readonly rows: readonly string[];
  readonly counts: readonly number[][];
}

/** Upper bound of a bucket: from its label `le`, else from its name. */
function bound(field: Field): number {
  const text = (field.labels?.le ?? field.displayName).trim();
  return text === '+Inf' || text === 'Inf' ? Infinity : text === '' ? Number.NaN : Number(text);
}

/** Buckets as the queries deliver them, a series for each; those with `le` count from zero and are parted here. */
export function bucketCells(frames: readonly DataFrame[]): Cells {
  const found: { field: Field; times: ArrayLike<number> }[] = [];
  for (const frame of frames) {
    const time = frame.fields.find(f => f.type === 'time');
    if (!time) continue;
    for (const field of frame.fields)
      if (field.type === 'number') found.push({ field, times: time.values as ArrayLike<number> });
  }
  const bounds = found.map(f => bound(f.field));
  const numeric = bounds.length > 0 && bounds.every(b => !Number.isNaN(b));
  const order = found.map((_, i) => i);
  if (numeric) order.sort((a, b) => bounds[a] - bounds[b]);
  const cumulative = found.length > 1 && found.every(f => f.field.labels?.le !== undefined);
  const times = [...new Set(found.flatMap(f => Array.from(f.times)))].sort((a, b) => a - b);
  const column = new Map(times.map((t, i) => [t, i]));
  const counts = order.map(i => {
    const row = new Array<number>(times.length).fill(Number.NaN);
    const { field, times: own } = found[i];
    for (let k = 0; k < own.length; k++) row[column.get(own[k]) as number] = numberAt(field, k);
    return row;
  });
  if (cumulative)
    for (let y = counts.length - 1; y > 0; y--)
      counts[y] = counts[y].map((n, x) => Math.max(0, n - (counts[y - 1][x] || 0)));
  return {
    times,
    stepMs: stepOf(times),
    rows: order.map(i => found[i].field.labels?.le ?? found[i].field.displayName),
    counts,
  };
}

/** The column in which a time lies; -1: in none. Samples of a query stand at the end of what they count. */
export function columnAt({ times, stepMs }: Cells, time: number, counted: boolean): number {
  return times.findIndex(t => (counted ? t <= time && time < t + stepMs : t - stepMs < time && time <= t));
}

export interface Calculation {
  readonly xBuckets?: { readonly mode?: 'size' | 'count'; readonly value?: string };
  readonly yBuckets?: { readonly mode?: 'size' | 'count'; readonly value?: string };
}

/** Samples of all series counted into buckets of time and value; bounds are round in the unit. */
export function countedCells(
  frames: readonly DataFrame[],
  { xBuckets, yBuckets }: Calculation,
  from: number,
  to: number,
  label: (values: readonly number[]) => readonly string[],
  unit?: string,
): Cells {
  const points: [number, number][] = [];
  let min = Infinity;
  let max = -Infinity;
  for (const frame of frames) {
    const time = frame.fields.find(f => f.type === 'time');
    if (!time) continue;
    for (const field of frame.fields) {
      if (field.type !== 'number') continue;
      for (let i = 0; i < frame.length; i++) {
        const value = numberAt(field, i);
        if (!Number.isFinite(value)) continue;
        points.push([Number(time.values[i]), value]);
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
  }
  if (points.length === 0) return { times: [], stepMs: 1, rows: [], counts: [] };
  const stepMs = Math.max(1, widthOf(xBuckets, to - from, 50, duration));
  const height = yWidth(yBuckets, max - min, unit);
  const left = Math.floor(from / stepMs) * stepMs;
  const low = Math.floor(min / height) * height;
  const columns = Math.min(1000, Math.floor((to - left) / stepMs) + 1);
  const rows = Math.min(500, Math.floor((max - low) / height + 1e-9) + 1);
  const counts = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  for (const [time, value] of points) {
    const x = Math.floor((time - left) / stepMs);
    const y = Math.min(rows - 1, Math.floor((value - low) / height + 1e-9));
    if (x >= 0 && x < columns) counts[y][x]++;
  }
  return {
    times: Array.from({ length: columns }, (_, i) => left + i * stepMs),
    stepMs,
    rows: [...label(Array.from({ length: rows }, (_, i) => low + (i + 1) * height))],
    counts,
  };
}

/** Buckets of values have round bounds unless the dashboard says how wide they are. */
function yWidth(buckets: Calculation['yBuckets'], span: number, unit: string | undefined): number {
  const width = widthOf(buckets, span, 20, Number);
  return buckets?.mode !== 'count' && buckets?.value ? width || 1 : unitStep(width, unit);
}

function widthOf(
  buckets: Calculation['xBuckets'],
  span: number,
  about: number,
  parse: (text: string) => number,
): number {
  const text = buckets?.value ?? '';
  if (buckets?.mode === 'count') return span / Math.max(1, Number(text) || about);
  const size = text === '' ? Number.NaN : parse(text);
  return size > 0 ? size : span / about;
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30s`, `5m`, `1h`: in milliseconds; NaN for other texts. */
export function duration(text: string): number {
  const found = /^(\d+(?:\.\d+)?)(ms|[smhd])$/.exec(text.trim());
  return found ? Number(found[1]) * UNITS_MS[found[2]] : Number.NaN;
}

function stepOf(times: readonly number[]): number {
  let step = Infinity;
  for (let i = 1; i < times.length; i++) step = Math.min(step, times[i] - times[i - 1]);
  return Number.isFinite(step) ? step : 60_000;
}
