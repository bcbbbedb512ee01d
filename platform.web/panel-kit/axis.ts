/** Round numbers (1, 2, 2.5 or 5 times a power of ten) within the range, about `count` of them. */
export function niceTicks(min: number, max: number, count: number): number[] {
  if (!(max > min) || count < 1) return [min];
  const rough = (max - min) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(m => m * power).find(s => s >= rough) ?? 10 * power;
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

/** Round times of the browser's clock within the range, at most `count`. */
export function timeTicks(from: number, to: number, count: number): TimeTick[] {
  const wanted = (to - from) / Math.max(1, count);
  const step = STEPS_MS.find(s => s >= wanted) ?? STEPS_MS[STEPS_MS.length - 1];
  const offset = new Date(from).getTimezoneOffset() * MINUTE;
  const ticks: TimeTick[] = [];
  for (let local = Math.ceil((from - offset) / step) * step; local + offset <= to; local += step)
    ticks.push({ time: local + offset, text: clock(local + offset, step) });
  return ticks;
}

function clock(time: number, step: number): string {
  const at = new Date(time);
  const two = (n: number) => String(n).padStart(2, '0');
  if (step >= DAY || at.getHours() + at.getMinutes() + at.getSeconds() === 0)
    return `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const minutes = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return step < MINUTE ? `${minutes}:${two(at.getSeconds())}` : minutes;
}

/** The middle of a text is cut out when it does not fit. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}
