import { svg } from './drawn.ts';
import { unitStep } from './unitSteps.ts';
import { clockText, dayText, fromWall, wall } from './wall.ts';

const measure = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');

/** Width in pixels of the longest text of an axis, whose figures are all as wide as a zero. */
export function widest(texts: readonly string[], family: string): number {
  if (measure) measure.font = `12px ${family}`;
  return texts.reduce(
    (most, t) => Math.max(most, measure ? measure.measureText(t.replace(/\d/g, '0')).width : t.length * 7),
    0,
  );
}

/** Multiples of a step that is round in the unit within the range, about `count` of them. */
export function niceTicks(min: number, max: number, count: number, unit?: string): number[] {
  if (!(max > min) || count < 1) return [min];
  const step = unitStep((max - min) / count, unit);
  const ticks: number[] = [];
  for (let i = Math.ceil(min / step); i * step <= max + step * 1e-9; i++) ticks.push(i * step);
  return ticks;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map(s => s * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(m => m * MINUTE),
  ...[1, 2, 3, 6, 12].map(h => h * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map(d => d * DAY),
];

export interface TimeTick {
  readonly time: number;
  readonly text: string;
}

/** Round times of a zone's clocks within the range, at most `count`. */
export function timeTicks(from: number, to: number, count: number, zone: string): TimeTick[] {
  const wanted = (to - from) / Math.max(1, count);
  const step = STEPS_MS.find(s => s >= wanted) ?? STEPS_MS[STEPS_MS.length - 1];
  const ticks: TimeTick[] = [];
  for (let shown = Math.ceil(wall(from, zone).getTime() / step) * step; ; shown += step) {
    const time = fromWall(shown, zone);
    if (time > to) return ticks;
    ticks.push({ time, text: tickText(wall(time, zone), step) });
  }
}

function tickText(at: Date, step: number): string {
  if (step >= DAY || at.getTime() % DAY === 0) return dayText(at).slice(5);
  return step < MINUTE ? clockText(at) : clockText(at).slice(0, 5);
}

/** Draws the times below a picture whose plot begins at `left`; texts at the right end stay within. */
export function drawTimes(
  picture: SVGElement,
  range: { readonly from: number; readonly to: number },
  left: number,
  width: number,
  height: number,
  x: (time: number) => number,
  zone: string,
): readonly number[] {
  const ticks = timeTicks(range.from, range.to, width / 90, zone);
  for (const { time, text } of ticks) {
    const at = Math.min(left + width - 18, x(time));
    picture.append(svg('text', { x: at, y: height - 6, 'text-anchor': 'middle' }, text));
  }
  return ticks.map(tick => x(tick.time));
}

/** A text with an ellipsis at its end when it has more letters. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}
