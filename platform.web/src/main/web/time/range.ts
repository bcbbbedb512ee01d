import type { TimeRange } from '@gnomon/plugin-api';
import { firstDayOfWeek, shownAt, whenShown } from './zone.ts';

/** What the address bar and the dashboard carry: "now-5m" or epoch milliseconds as text. */
export interface RawRange {
  readonly from: string;
  readonly to: string;
}

const MS: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };
const RELATIVE = /^now((?:[+-]\d+[smhdwMy])*)(?:\/([smhdwMy]))?$/;

const ABSOLUTE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{3}))?)?)?$/;

/**
 * Epoch milliseconds of "now-1h/h", "1700000000000", "2026-11-22 14:00" in the time zone of the page, or an ISO date
 * with a zone of its own; undefined when it is none of these. `up` rounds to the end.
 */
export function parseTime(text: string, now: number, up = false): number | undefined {
  const relative = RELATIVE.exec(text.trim());
  if (!relative) return parseAbsolute(text.trim());
  let ms = now;
  for (const [, sign, amount, size] of relative[1].matchAll(/([+-])(\d+)([smhdwMy])/g)) {
    const n = Number(`${sign}${amount}`);
    if (size === 'M' || size === 'y') {
      ms = whenShown(monthsLater(shownAt(ms), size === 'M' ? n : 12 * n));
    } else ms += n * MS[size];
  }
  return relative[2] ? floor(ms, relative[2], up) : ms;
}

/** The same day and clock of another month; its last day where it has no such day. */
function monthsLater(shown: Date, months: number): number {
  const day = shown.getUTCDate();
  shown.setUTCMonth(shown.getUTCMonth() + months);
  if (shown.getUTCDate() !== day) shown.setUTCDate(0);
  return shown.getTime();
}

function parseAbsolute(text: string): number | undefined {
  const shown = ABSOLUTE.exec(text);
  if (shown) {
    const [, y, mo, d, h = 0, mi = 0, s = 0, ms = 0] = shown.map(Number).map(n => n || 0);
    return whenShown(Date.UTC(y, mo - 1, d, h, mi, s, ms));
  }
  const ms = /^\d{9,}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

function floor(ms: number, size: string, up: boolean): number {
  const shown = shownAt(ms);
  const parts = [
    shown.getUTCFullYear(),
    shown.getUTCMonth(),
    shown.getUTCDate(),
    shown.getUTCHours(),
    shown.getUTCMinutes(),
    shown.getUTCSeconds(),
  ];
  const keep = { y: 1, M: 2, w: 3, d: 3, h: 4, m: 5, s: 6 }[size] ?? 6;
  if (size === 'w') parts[2] -= (shown.getUTCDay() - firstDayOfWeek() + 7) % 7;
  if (up) parts[keep - 1] += size === 'w' ? 7 : 1;
  const [y, mo = 0, d = 1, h = 0, mi = 0, s = 0] = parts.slice(0, keep);
  return whenShown(Date.UTC(y, mo, d, h, mi, s)) - (up ? 1 : 0);
}

/** As an address carries it: what counts from now as it is, a moment as its milliseconds; undefined when it is neither. */
export function rawTime(text: string, now: number, up = false): string | undefined {
  const ms = parseTime(text, now, up);
  if (ms === undefined) return undefined;
  return text.trim().startsWith('now') ? text.trim() : String(ms);
}

/** The range at this moment; what cannot be read becomes the last five minutes. */
export function resolveRange(raw: RawRange, now = Date.now()): TimeRange {
  const from = parseTime(raw.from, now);
  const to = parseTime(raw.to, now, true);
  if (from === undefined || to === undefined || from >= to) {
    return { from: now - 300_000, to: now, raw: { from: 'now-5m', to: 'now' } };
  }
  return { from, to, raw };
}

export function isRelative(raw: RawRange): boolean {
  return raw.to.startsWith('now');
}

/** The same length as a range around the middle, twice as long. */
export function zoomOut(raw: RawRange, now = Date.now()): RawRange {
  const { from, to } = resolveRange(raw, now);
  const half = (to - from) / 2;
  const end = Math.min(to + half, Math.max(to, now));
  return { from: String(Math.round(end - 4 * half)), to: String(Math.round(end)) };
}

/** The range by half its length earlier (-1) or later (1). */
export function shifted(raw: RawRange, by: -1 | 1, now = Date.now()): RawRange {
  const { from, to } = resolveRange(raw, now);
  const half = Math.round((to - from) / 2) * by;
  return { from: String(from + half), to: String(to + half) };
}

/** Milliseconds of "5s", "1m30s", "1h"; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(ms|[smhdw]))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, size] of text.matchAll(/(\d+)(ms|[smhdw])/g))
    total += Number(amount) * (size === 'ms' ? 1 : MS[size]);
  return total;
}

/** Relative ranges on offer, shortest first. */
export const QUICK_RANGES = [
  '5m',
  '15m',
  '30m',
  '1h',
  '3h',
  '6h',
  '12h',
  '24h',
  '2d',
  '7d',
  '30d',
  '90d',
  '6M',
  '1y',
] as const;
/** Stretches of the calendar that have a name: `time.` and the name is its text. */
export const NAMED_RANGES = [
  { name: 'yesterday', from: 'now-1d/d', to: 'now-1d/d' },
  { name: 'dayBefore', from: 'now-2d/d', to: 'now-2d/d' },
  { name: 'dayLastWeek', from: 'now-7d/d', to: 'now-7d/d' },
  { name: 'lastWeek', from: 'now-1w/w', to: 'now-1w/w' },
  { name: 'lastMonth', from: 'now-1M/M', to: 'now-1M/M' },
  { name: 'lastYear', from: 'now-1y/y', to: 'now-1y/y' },
  { name: 'today', from: 'now/d', to: 'now/d' },
  { name: 'todaySoFar', from: 'now/d', to: 'now' },
  { name: 'week', from: 'now/w', to: 'now/w' },
  { name: 'weekSoFar', from: 'now/w', to: 'now' },
  { name: 'month', from: 'now/M', to: 'now/M' },
  { name: 'monthSoFar', from: 'now/M', to: 'now' },
  { name: 'year', from: 'now/y', to: 'now/y' },
  { name: 'yearSoFar', from: 'now/y', to: 'now' },
] as const;
export const REFRESH = ['1s', '2s', '5s', '10s', '30s', '1m', '5m', '15m'] as const;
