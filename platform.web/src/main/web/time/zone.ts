import { useSyncExternalStore } from 'react';
import { browserZone, fromWall, isZone, wall } from '../../../../panel-kit/wall.ts';

/** Days of the week as dashboards name them, each with its number; weeks may begin with any of these. */
export const WEEK_STARTS = { monday: 1, sunday: 0, saturday: 6 } as const;
export type WeekStart = keyof typeof WEEK_STARTS;

const ZONE = 'gnomon-time-zone';
const WEEK = 'gnomon-week-start';

/** What the dashboard in sight says about times, over what the reader prefers. */
interface Said {
  readonly zone?: string | undefined;
  readonly weekStart?: WeekStart | undefined;
}

let said: Said = {};
/** The zone in which times are shown, once it has been asked for: every panel asks at each of its renders. */
let zoneShown: string | undefined;
const listeners = new Set<() => void>();

/** The time zone in which times are shown and read: of the dashboard, else of the reader, else of the browser. */
export function timeZone(): string {
  zoneShown ??= said.zone ?? (preferredZone() || browserZone());
  return zoneShown;
}

/** The same, for components that show times. */
export function useTimeZone(): string {
  return useSyncExternalStore(listen, timeZone);
}

/** With which day weeks begin, 0 for Sunday. */
export function firstDayOfWeek(): number {
  return WEEK_STARTS[said.weekStart ?? preferredWeekStart()];
}

/** The reader's own zone, empty: that of the browser. */
export function preferredZone(): string {
  const zone = stored(ZONE);
  return zone && isZone(zone) ? zone : '';
}

/** The day with which the reader's weeks begin. */
export function preferredWeekStart(): WeekStart {
  return weekStartOf(stored(WEEK)) ?? 'monday';
}

/** Remembers the reader's zone, empty for that of the browser. */
export function preferZone(zone: string): void {
  keep(ZONE, zone);
}

/** Remembers with which day the reader's weeks begin. */
export function preferWeekStart(day: WeekStart): void {
  keep(WEEK, day);
}

/** What the page in sight says about times; nothing: what the reader prefers. */
export function sayTimes(next: Said): void {
  if (next.zone === said.zone && next.weekStart === said.weekStart) return;
  said = next;
  tell();
}

/** Whether the page in sight decides about the zone. */
export function isZoneSaid(): boolean {
  return said.zone !== undefined;
}

/** The zone that a dashboard or an address names: "utc", one of the IANA database; undefined for "browser" and for what there is not. */
export function zoneOf(name: string | null | undefined): string | undefined {
  if (!name || name === 'browser') return undefined;
  if (name.toLowerCase() === 'utc') return 'UTC';
  return isZone(name) ? name : undefined;
}

export function weekStartOf(name: string | null | undefined): WeekStart | undefined {
  return name && Object.hasOwn(WEEK_STARTS, name) ? (name as WeekStart) : undefined;
}

/** What clocks show in the zone, to be asked by the UTC getters. */
export function shownAt(ms: number): Date {
  return wall(ms, timeZone());
}

/** When clocks in the zone show this, given by its UTC fields. */
export function whenShown(shown: number): number {
  return fromWall(shown, timeZone());
}

/** "UTC+05:45" at a moment. */
export function offsetText(zone: string, ms: number): string {
  const minutes = Math.round((wall(ms, zone).getTime() - ms) / 60_000);
  const two = (n: number) => String(n).padStart(2, '0');
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // The browser keeps nothing for this page.
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // It counts until the page is left.
  }
  tell();
}

function tell(): void {
  zoneShown = undefined;
  for (const listener of listeners) listener();
}
