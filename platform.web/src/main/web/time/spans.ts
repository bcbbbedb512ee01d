import { t } from '../texts/t.ts';

const WORDS = {
  s: 'time.seconds',
  m: 'time.minutes',
  h: 'time.hours',
  d: 'time.days',
  w: 'time.weeks',
  M: 'time.months',
  y: 'time.years',
} as const;

/** "5 minutes" of "5m"; undefined for what is not a number of seconds, minutes, hours, days, weeks, months or years. */
export function spanText(span: string): string | undefined {
  const match = /^(\d+)([smhdwMy])$/.exec(span);
  return match ? t(WORDS[match[2] as keyof typeof WORDS], { count: Number(match[1]) }) : undefined;
}

const SIZES = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

/** "1h30m" of 5400, as durations are written in rule files; parts below a second are left out. */
export function shortDuration(seconds: number): string {
  let left = Math.round(seconds);
  let text = '';
  for (const [letter, size] of SIZES) {
    const amount = Math.floor(left / size);
    left -= amount * size;
    if (amount > 0) text += `${amount}${letter}`;
  }
  return text || '0s';
}
