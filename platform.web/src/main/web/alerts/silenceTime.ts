import { dateTime } from '../display/units.ts';
import { parseDuration, parseTime } from '../time/range.ts';
import type { Silence } from './types.ts';

export const SPANS = ['30m', '1h', '2h', '4h', '12h', '1d', '7d', '30d'] as const;
/** In place of a span: from one time to another. */
export const CHOSEN = 'chosen';

/** When a silence counts, as the form has it: so long from now on, or between two times as the page writes them. */
export interface SilenceTime {
  readonly span: string;
  /** Empty: now. */
  readonly from: string;
  readonly to: string;
}

export const IN_TWO_HOURS: SilenceTime = { span: '2h', from: '', to: '' };

/** The times of a silence that is there. */
export function timesOf({ startsAt, endsAt }: Silence): SilenceTime {
  return { span: CHOSEN, from: dateTime(Date.parse(startsAt)), to: dateTime(Date.parse(endsAt)) };
}

/** The same time as from one time to another, to be changed. */
export function chosenTime({ span }: SilenceTime, now: number): SilenceTime {
  return { span: CHOSEN, from: '', to: dateTime(now + (parseDuration(span) ?? 0)) };
}

/**
 * What the Alertmanager is told, or what is wrong. A beginning that has not been touched stays as it was to the
 * millisecond: else the Alertmanager would make another silence.
 */
export function spanOf(
  { span, from, to }: SilenceTime,
  now: number,
  before?: Silence,
): { startsAt: string; endsAt: string } | 'from' | 'to' | 'order' | 'past' {
  const length = parseDuration(span);
  if (span !== CHOSEN) return { startsAt: iso(now), endsAt: iso(now + (length ?? 0)) };
  const untouched = before !== undefined && from === timesOf(before).from;
  const start = untouched ? Date.parse(before.startsAt) : from.trim() ? parseTime(from, now) : now;
  if (start === undefined) return 'from';
  const end = parseTime(to, now, true);
  if (end === undefined) return 'to';
  if (end <= start) return 'order';
  if (end <= now) return 'past';
  return { startsAt: iso(start), endsAt: iso(end) };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
