/** Units whose values are counted in powers of 1024. */
const BINARY = /^(bits|bytes|[kmgt]bytes|bin[bB]ps|[KMG]iBs)$/;

/** Seconds in one of each unit of durations. */
const SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86400,
  timeticks: 0.01,
  dtdurations: 1,
  dtdurationms: 1e-3,
  dthms: 1,
  dtdhms: 1,
  clocks: 1,
  clockms: 1e-3,
};

/** Units that say nothing of parts of a second. */
const WHOLE_SECONDS = /^(clock|dtd|dthms)/;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** The year of the units of durations, 365.2425 days. */
const YEAR = 31556952;

/** Round spans of time in seconds. */
const SPANS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map(n => n * MINUTE),
  ...[1, 2, 3, 6, 12].map(n => n * HOUR),
  ...[1, 2, 4].map(n => n * DAY),
  ...[1, 2, 4, 13, 26].map(n => n * WEEK),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map(n => n * YEAR),
];

/**
 * Distances between ticks of values that are shown in a unit, in ascending order: 1, 2, 5 and so on up to the next power
 * of 1024 for bytes, parts of the clock for durations, else 1, 2, 2.5 and 5 times powers of ten.
 *
 * @param unit the id that the dashboard has; undefined or unknown: plain numbers
 */
export function increments(unit = ''): number[] {
  if (BINARY.test(unit)) return Array.from({ length: 64 }, (_, i) => 2 ** (i - 4));
  const seconds = SECONDS[unit];
  if (seconds === undefined) return decimals([1, 2, 2.5, 5]);
  // Ten digits, so that a second in minutes is no endless fraction.
  const spans = SPANS.map(span => Number((span / seconds).toPrecision(10)));
  const finer = WHOLE_SECONDS.test(unit) ? [] : decimals([1, 2, 5]).filter(step => step < spans[0]);
  return [...finer, ...spans];
}

/** The first of a unit's distances that is not below a rough one; 1 for what is not above zero. */
export function unitStep(rough: number, unit?: string): number {
  if (!(rough > 0)) return 1;
  const steps = increments(unit);
  return steps.find(step => step >= rough * (1 - 1e-9)) ?? steps[steps.length - 1];
}

function decimals(digits: readonly number[]): number[] {
  const exponents = Array.from({ length: 36 }, (_, i) => i - 12);
  return exponents.flatMap(exponent => digits.map(digit => Number(`${digit}e${exponent}`)));
}
