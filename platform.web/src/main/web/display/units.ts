/**
 * Units of the dashboard JSON. The ids are those Grafana dashboards carry; numbers are printed by one rule
 * (number.ts), so axis, tooltip, legend and table agree.
 */
import { clockText, dayText } from '../../../../panel-kit/wall.ts';
import { language } from '../texts/language.ts';
import { t } from '../texts/t.ts';
import { shownAt } from '../time/zone.ts';
import { formatNumber } from './number.ts';

export interface UnitText {
  readonly prefix?: string;
  readonly text: string;
  readonly suffix?: string;
}
export type Unit = (value: number, decimals?: number) => UnitText;

const SI = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const IEC = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'];
const SHORT = ['', 'K', 'Mil', 'Bil', 'Tri', 'Quadr', 'Quint', 'Sext', 'Sept'];

/** A number with a fixed word behind it. */
function plain(suffix: string): Unit {
  return (value, decimals) => ({
    text: formatNumber(value, decimals),
    ...(suffix && { suffix: ` ${suffix}` }),
  });
}

/** Divides by the base until less than one step is left; `start` is the step the raw value is already in. */
function scaled(base: 1000 | 1024, steps: readonly string[], suffix: string, start = 0): Unit {
  return (value, decimals) => {
    let step = start;
    let left = value;
    while (Math.abs(left) >= base && step < steps.length - 1) {
      left /= base;
      step++;
    }
    // 999.96 with one decimal would print as 1000.0: it belongs to the next step.
    const text = formatNumber(left, decimals);
    if (Math.abs(Number(text)) >= base && step < steps.length - 1) {
      return { text: formatNumber(left / base, decimals), suffix: ` ${steps[step + 1]}${suffix}` };
    }
    const word = `${steps[step]}${suffix}`;
    return word ? { text, suffix: ` ${word}` } : { text };
  };
}

/** Small units go down as well: 0.0021 V is 2.1 mV. */
function metric(suffix: string): Unit {
  const up = scaled(1000, SI, suffix);
  return (value, decimals) => {
    const abs = Math.abs(value);
    if (abs >= 1 || abs === 0) return up(value, decimals);
    if (abs >= 1e-3) return { text: formatNumber(value * 1e3, decimals), suffix: ` m${suffix}` };
    if (abs >= 1e-6) return { text: formatNumber(value * 1e6, decimals), suffix: ` µ${suffix}` };
    return { text: formatNumber(value * 1e9, decimals), suffix: ` n${suffix}` };
  };
}

const DURATION: readonly (readonly [seconds: number, word: string])[] = [
  [31556952, 'years'],
  [604800, 'weeks'],
  [86400, 'days'],
  [3600, 'hours'],
  [60, 'mins'],
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
];

/** Time spans in the largest unit that fits; `seconds` is the length of one raw unit. */
function span(seconds: number): Unit {
  return (value, decimals) => {
    const total = value * seconds;
    const abs = Math.abs(total);
    if (abs === 0)
      return {
        text: formatNumber(0, decimals),
        suffix: ` ${DURATION.find(([s]) => s <= seconds)?.[1] ?? 's'}`,
      };
    const [size, word] = DURATION.find(([s]) => abs >= s * 0.9999999) ?? [1e-9, 'ns'];
    return { text: formatNumber(total / size, decimals), suffix: ` ${word}` };
  };
}

const LONG: readonly (readonly [seconds: number, word: Intl.RelativeTimeFormatUnitSingular])[] = [
  [31556952, 'year'],
  [86400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** "3 days, 4 hours": `decimals` says how many further parts are shown. */
function longDuration(seconds: number): Unit {
  return (value, decimals) => {
    let left = Math.abs(value * seconds);
    const parts: string[] = [];
    for (const [size, word] of LONG) {
      const n = Math.floor(left / size);
      left -= n * size;
      if (n > 0) parts.push(`${n} ${word}${n === 1 ? '' : 's'}`);
      else if (parts.length > 0) break;
      if (parts.length > (decimals ?? 1)) break;
    }
    return { text: (value < 0 ? '-' : '') + (parts.join(', ') || '0 seconds') };
  };
}

/** "01h:23m:45s" of milliseconds. */
function clock(value: number): UnitText {
  const s = Math.floor(Math.abs(value) / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const text = s < 60 ? `${two(s)}s` : s < 3600 ? `${two(Math.floor(s / 60))}m:${two(s % 60)}s` : undefined;
  return {
    text: text ?? `${two(Math.floor(s / 3600))}h:${two(Math.floor((s % 3600) / 60))}m:${two(s % 60)}s`,
  };
}

/** "01:23:45" of seconds; whole days stand before it where `days` says so. */
function stopwatch(days: boolean): Unit {
  return value => {
    const s = Math.floor(Math.abs(value));
    const day = days ? Math.floor(s / 86400) : 0;
    const rest = s - day * 86400;
    const time = [rest / 3600, (rest / 60) % 60, rest % 60].map(part => two(Math.floor(part))).join(':');
    return { text: `${value < 0 ? '-' : ''}${day > 0 ? `${day} d ` : ''}${time}` };
  };
}

const two = (n: number) => String(n).padStart(2, '0');

/** Date and time of epoch milliseconds in the time zone of the page, "2026-11-22 14:05:09". */
export function dateTime(ms: number): string {
  const shown = shownAt(ms);
  if (Number.isNaN(shown.getTime())) return 'Invalid date';
  return `${dayText(shown)} ${clockText(shown)}`;
}

/** "14:05:09" of epoch milliseconds. */
export function timeOfDay(ms: number): string {
  return clockText(shownAt(ms));
}

const MOMENT = /\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|SSS|A|a|X|x/g;

/** `time:YYYY-MM-DD HH:mm` of the free units, in the notation of moment.js with English words; what stands in brackets stays. */
function formattedTime(pattern: string): Unit {
  return value => {
    const d = shownAt(value);
    const word = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' }).format(d);
    const [hour, half] = [d.getUTCHours(), d.getUTCHours() < 12 ? 'AM' : 'PM'];
    const parts: Record<string, () => string | number> = {
      YYYY: () => d.getUTCFullYear(),
      YY: () => two(d.getUTCFullYear() % 100),
      MMMM: () => word({ month: 'long' }),
      MMM: () => word({ month: 'short' }),
      MM: () => two(d.getUTCMonth() + 1),
      M: () => d.getUTCMonth() + 1,
      DD: () => two(d.getUTCDate()),
      D: () => d.getUTCDate(),
      dddd: () => word({ weekday: 'long' }),
      ddd: () => word({ weekday: 'short' }),
      HH: () => two(hour),
      H: () => hour,
      hh: () => two(hour % 12 || 12),
      h: () => hour % 12 || 12,
      mm: () => two(d.getUTCMinutes()),
      m: () => d.getUTCMinutes(),
      ss: () => two(d.getUTCSeconds()),
      s: () => d.getUTCSeconds(),
      SSS: () => String(d.getUTCMilliseconds()).padStart(3, '0'),
      A: () => half,
      a: () => half.toLowerCase(),
      X: () => Math.floor(value / 1000),
      x: () => value,
    };
    return {
      text: pattern.replace(MOMENT, (part, kept?: string) => kept ?? String(parts[part]())),
    };
  };
}

function usDateTime(value: number): UnitText {
  const d = shownAt(value);
  const day = `${two(d.getUTCMonth() + 1)}/${two(d.getUTCDate())}/${d.getUTCFullYear()}`;
  const clock = `${d.getUTCHours() % 12 || 12}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
  return { text: `${day} ${clock} ${d.getUTCHours() < 12 ? 'am' : 'pm'}` };
}

/** "3 minutes ago", "in 2 hours". */
export function fromNow(ms: number, now = Date.now()): string {
  const seconds = (ms - now) / 1000;
  const [size, word] = LONG.find(([s]) => Math.abs(seconds) >= s) ?? [1, 'second'];
  const n = Math.round(seconds / size);
  if (n === 0) return t('time.justNow');
  return new Intl.RelativeTimeFormat(language()).format(n, word);
}

function words(no: string, yes: string): Unit {
  return value => ({ text: value === 0 ? no : yes });
}

function money(symbol: string): Unit {
  const scale = scaled(1000, ['', 'K', 'M', 'B', 'T'], '');
  return (value, decimals) => {
    const { text, suffix } = scale(value, decimals);
    return { prefix: symbol, text: text + (suffix?.trim() ?? '') };
  };
}

const locale: Unit = (value, decimals) => ({
  text: value.toLocaleString(
    'en',
    decimals === undefined
      ? { maximumFractionDigits: 2 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  ),
});

const UNITS: Readonly<Record<string, Unit>> = {
  none: plain(''),
  // Every digit.
  string: value => ({ text: String(value) }),
  short: scaled(1000, SHORT, ''),
  sishort: scaled(1000, SI, ''),
  locale,
  percent: (value, decimals) => ({ text: formatNumber(value, decimals), suffix: '%' }),
  percentunit: (value, decimals) => ({ text: formatNumber(value * 100, decimals), suffix: '%' }),
  humidity: (value, decimals) => ({ text: formatNumber(value, decimals), suffix: '%H' }),
  bool: words('False', 'True'),
  bool_yes_no: words('No', 'Yes'),
  bool_on_off: words('Off', 'On'),

  bits: scaled(1024, IEC, 'b'),
  bytes: scaled(1024, IEC, 'B'),
  kbytes: scaled(1024, IEC, 'B', 1),
  mbytes: scaled(1024, IEC, 'B', 2),
  gbytes: scaled(1024, IEC, 'B', 3),
  tbytes: scaled(1024, IEC, 'B', 4),
  decbits: scaled(1000, SI, 'b'),
  decbytes: scaled(1000, SI, 'B'),
  deckbytes: scaled(1000, SI, 'B', 1),
  decmbytes: scaled(1000, SI, 'B', 2),
  decgbytes: scaled(1000, SI, 'B', 3),
  dectbytes: scaled(1000, SI, 'B', 4),

  bps: scaled(1000, SI, 'b/s'),
  Bps: scaled(1000, SI, 'B/s'),
  binbps: scaled(1024, IEC, 'b/s'),
  binBps: scaled(1024, IEC, 'B/s'),
  KBs: scaled(1000, SI, 'B/s', 1),
  MBs: scaled(1000, SI, 'B/s', 2),
  GBs: scaled(1000, SI, 'B/s', 3),
  KiBs: scaled(1024, IEC, 'B/s', 1),
  MiBs: scaled(1024, IEC, 'B/s', 2),
  Kbits: scaled(1000, SI, 'b/s', 1),
  Mbits: scaled(1000, SI, 'b/s', 2),
  pps: scaled(1000, SI, 'p/s'),

  ops: scaled(1000, ['', 'K', 'M', 'B', 'T'], ' ops/s'),
  reqps: scaled(1000, ['', 'K', 'M', 'B', 'T'], ' req/s'),
  rps: scaled(1000, ['', 'K', 'M', 'B', 'T'], ' rd/s'),
  wps: scaled(1000, ['', 'K', 'M', 'B', 'T'], ' wr/s'),
  iops: scaled(1000, ['', 'K', 'M', 'B', 'T'], ' io/s'),
  eps: scaled(1000, ['', 'K', 'M', 'B', 'T'], ' evt/s'),
  cps: scaled(1000, ['', 'K', 'M', 'B', 'T'], ' c/s'),
  mps: scaled(1000, ['', 'K', 'M', 'B', 'T'], ' msg/s'),
  opm: scaled(1000, ['', 'K', 'M', 'B', 'T'], ' ops/min'),
  rpm: scaled(1000, ['', 'K', 'M', 'B', 'T'], ' rd/min'),
  wpm: scaled(1000, ['', 'K', 'M', 'B', 'T'], ' wr/min'),

  ns: span(1e-9),
  µs: span(1e-6),
  ms: span(1e-3),
  s: span(1),
  m: span(60),
  h: span(3600),
  d: span(86400),
  dtdurations: longDuration(1),
  dtdurationms: longDuration(1e-3),
  dthms: stopwatch(false),
  dtdhms: stopwatch(true),
  clockms: clock,
  clocks: value => clock(value * 1000),
  timeticks: (value, decimals) => span(0.01)(value, decimals),
  dateTimeAsIso: value => ({ text: dateTime(value) }),
  dateTimeAsSystem: value => ({ text: dateTime(value) }),
  dateTimeAsUS: usDateTime,
  dateTimeFromNow: value => ({ text: fromNow(value) }),

  hertz: metric('Hz'),
  rothz: plain('Hz'),
  rotrpm: plain('rpm'),
  volt: metric('V'),
  amp: metric('A'),
  watt: metric('W'),
  dBm: plain('dBm'),
  dB: plain('dB'),
  celsius: plain('°C'),
  fahrenheit: plain('°F'),
  kelvin: plain('K'),
  currencyUSD: money('$'),
  currencyEUR: money('€'),
  currencyGBP: money('£'),
};

/** The unit of an id; free ids (`prefix:`, `suffix:`, `si:`, `count:`, `currency:`, `time:`) and plain words too. */
export function unit(id: string | undefined): Unit {
  if (!id) return plain('');
  if (isKnownUnit(id)) return UNITS[id];
  const colon = id.indexOf(':');
  const rest = id.slice(colon + 1);
  switch (id.slice(0, Math.max(colon, 0))) {
    case 'prefix':
      return (value, decimals) => ({ prefix: rest, text: formatNumber(value, decimals) });
    case 'suffix':
      return (value, decimals) => ({ text: formatNumber(value, decimals), suffix: rest });
    case 'si':
      return metric(rest);
    case 'count':
      return scaled(1000, ['', 'K', 'M', 'B', 'T'], rest);
    case 'currency':
      return money(rest);
    case 'time':
      return formattedTime(rest);
    default:
      return plain(id);
  }
}

/** The ids of the list. */
export const UNIT_IDS: readonly string[] = Object.keys(UNITS);

/** Whether the id is in the list; any other is shown behind the number as it is. */
export function isKnownUnit(id: string): boolean {
  return Object.hasOwn(UNITS, id);
}
