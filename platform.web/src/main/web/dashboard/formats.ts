import { unit } from '../display/units.ts';
import { ALL, AUTO, type Words } from './variables.ts';

/** The values of a variable in words: "a + b", "All". */
export function inWords(name: string, list: readonly string[], words: Words = {}): string {
  if (list.includes(ALL)) return 'All';
  return list.map(value => words[name]?.[value] ?? (value === AUTO ? 'auto' : value)).join(' + ');
}

/** A moment: `date` and `date:iso` in UTC, `date:seconds`, `date:ms`, `date:YYYY-MM` as that says in the zone of the page; a text that is no number stays. */
export function dated(ms: string, format: string): string {
  if (!/^-?\d{1,15}$/.test(ms)) return ms;
  const pattern = format.slice('date:'.length);
  switch (pattern) {
    case '':
    case 'iso':
      return new Date(Number(ms)).toISOString();
    case 'seconds':
      return String(Math.floor(Number(ms) / 1000));
    case 'ms':
      return ms;
    default:
      return unit(`time:${pattern}`)(Number(ms)).text;
  }
}

/** Whether a format is one of moments. */
export function isDate(format: string): boolean {
  return format === 'date' || format.startsWith('date:');
}

/** Values of a variable in a format of Grafana's, as the server writes them into queries; an unknown one is like "glob". */
export function formatted(name: string, list: readonly string[], format: string): string {
  const each = (separator: string, write: (value: string) => string) => list.map(write).join(separator);
  const several = (text: string, open: string, close: string) =>
    list.length === 1 ? text : `${open}${text}${close}`;
  if (format.startsWith('join:')) return list.join(format.slice('join:'.length));
  if (isDate(format)) return each(',', value => dated(value, format));
  const [kind, parameter, ...prefix] = format.split(':');
  if (kind === 'customqueryparam')
    return each('&', value => `${encoded(parameter || name)}=${encoded(prefix.join(':') + value)}`);
  switch (format) {
    case 'raw':
    case 'csv':
    case 'html':
      return list.join(',');
    case 'pipe':
      return list.join('|');
    case 'regex':
      return several(
        each('|', value => value.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&')),
        '(',
        ')',
      );
    case 'json':
      return JSON.stringify(list.length === 1 ? list[0] : list);
    case 'doublequote':
      return each(',', value => `"${value.replaceAll('"', '\\"')}"`);
    case 'singlequote':
      return each(',', value => `'${value.replaceAll("'", "\\'")}'`);
    case 'sqlstring':
      return each(',', value => `'${value.replaceAll("'", "''")}'`);
    case 'percentencode':
    case 'uriencode':
      return encoded(several(list.join(','), '{', '}'));
    case 'queryparam':
      return each('&', value => `var-${encoded(name)}=${encoded(value)}`);
    case 'distributed':
      return list.join(`,${name}=`);
    case 'lucene':
      return several(
        each(' OR ', value => `"${value.replace(/["\\]/g, '\\$&')}"`),
        '(',
        ')',
      );
    default:
      return several(list.join(','), '{', '}');
  }
}

/** For a parameter of an address; of the marks only `-`, `_`, `.` and `~` stand for themselves (RFC 3986). */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
