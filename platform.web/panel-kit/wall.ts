const MINUTE = 60_000;
/** Clocks of the world change at quarters of an hour only. */
const QUARTER = 15 * MINUTE;
const KEPT = 5000;

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
let ofBrowser: string | undefined;

/**
 * What clocks on the wall of a time zone show at a moment, as a Date whose UTC getters (getUTCHours and so on) are to
 * be asked. A zone that the browser does not know counts as UTC.
 *
 * @param ms epoch milliseconds
 * @param zone name of the IANA database
 */
export function wall(ms: number, zone: string): Date {
  return new Date(ms + offsetAt(ms, zone));
}

/** Epoch milliseconds at which clocks of the zone show this; of a time that they show twice the first, of one that they leave out the next. */
export function fromWall(shown: number, zone: string): number {
  const first = shown - offsetAt(shown - 24 * 60 * MINUTE, zone);
  if (first + offsetAt(first, zone) === shown) return first;
  const second = shown - offsetAt(shown + 24 * 60 * MINUTE, zone);
  return second + offsetAt(second, zone) === shown ? second : first;
}

/** The zone of the browser when the page was loaded: each component that shows a time asks, and to find it out takes a while. */
export function browserZone(): string {
  ofBrowser ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return ofBrowser;
}

/** Whether the browser knows a zone of this name. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

function offsetAt(ms: number, zone: string): number {
  if (zone === 'UTC' || !Number.isFinite(ms)) return 0;
  const quarter = Math.floor(ms / QUARTER);
  const key = `${quarter} ${zone}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    offset = computed(quarter * QUARTER, zone);
    if (offsets.size >= KEPT) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

function computed(ms: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of format(zone).formatToParts(ms)) parts[type] = Number(value);
  const { year, month, day, hour, minute, second } = parts;
  const shown = Date.UTC(year, month - 1, day, hour % 24, minute, second);
  return Number.isNaN(shown) ? 0 : shown - ms;
}

function format(zone: string): Intl.DateTimeFormat {
  let made = formats.get(zone);
  if (!made) {
    const numeric = 'numeric' as const;
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: isZone(zone) ? zone : 'UTC',
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
    formats.set(zone, made);
  }
  return made;
}

const two = (n: number) => String(n).padStart(2, '0');

/** "2026-01-15". */
export function dayText(at: Date): string {
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
}

/** "12:00:00". */
export function clockText(at: Date): string {
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
}
