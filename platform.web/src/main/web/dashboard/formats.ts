import { ALL, AUTO, type Words } from './variables.ts';

/** The values of a variable in words: "a + b", "All". */
export function inWords(name: string, list: readonly string[], words: Words = {}): string {
  if (list.includes(ALL)) return 'All';
  return list.map(value => words[name]?.[value] ?? (value === AUTO ? 'auto' : value)).join(' + ');
}

/** Values of a variable in a format of Grafana's, as the server writes them into queries; an unknown one is like "glob". */
export function formatted(name: string, list: readonly string[], format: string): string {
  const each = (separator: string, write: (value: string) => string) => list.map(write).join(separator);
  const several = (text: string, open: string, close: string) =>
    list.length === 1 ? text : `${open}${text}${close}`;
  if (format.startsWith('join:')) return list.join(format.slice('join:'.length));
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
      return encodeURIComponent(several(list.join(','), '{', '}'));
    case 'queryparam':
      return each('&', value => `var-${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
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
