import { type Filling, fieldText, type Subject } from '../panels/fieldText.ts';
import { type RawRange, resolveRange } from '../time/range.ts';
import { timeZone } from '../time/zone.ts';
import { dated, formatted, inWords, isDate } from './formats.ts';
import type { DashboardLink } from './model.ts';
import { listed, type Values, type Words } from './variables.ts';

/** What texts and addresses may name beside what they are about. */
export interface Known {
  readonly values: Values;
  /** The same with every choice in the place of "All". */
  readonly every?: Values;
  readonly words?: Words;
  readonly range: RawRange;
  readonly dashboard?: { readonly uid?: string; readonly title?: string };
}

/** Fills in the values of variables, the time range and what a text is about. */
export function filling(known: Known): Filling {
  return {
    text: (text, subject = {}) =>
      text.replace(PLACES, (whole, ...groups: (string | undefined)[]) => {
        const { name, path, format } = placeOf(groups);
        return (
          ofTime(name, format, known.range) ??
          ofQuery(name, known) ??
          ofDashboard(name, known) ??
          fieldText(name, subject) ??
          ofVariable(path, format, known) ??
          whole
        );
      }),
    address: (url, subject = {}) => filledAddress(url, known, subject),
  };
}

const PLACES = /\$\{([^}:]+)(?::([^}]+))?\}|\$(\w+)|\[\[(\w+)(?::([^\]]+))?\]\]/g;

/** Name and format of a place; of `env.text` and `env.value` the path is the variable and which of the two. */
function placeOf([braced, bracedFormat, bare, old, oldFormat]: (string | undefined)[]) {
  const name = (braced ?? bare ?? old ?? '').trim();
  return { name, path: name.split('.'), format: bracedFormat ?? oldFormat };
}

/** Values of a variable: in words, or in a format. */
function ofVariable([name, part]: string[], format: string | undefined, known: Known): string | undefined {
  const { values, every, words } = known;
  if (values[name] === undefined || (part !== undefined && part !== 'text' && part !== 'value'))
    return undefined;
  if (part === 'text' || format === 'text' || (part === undefined && format === undefined))
    return inWords(name, listed(values[name]), words);
  return formatted(name, listed(every?.[name] ?? values[name]), format ?? 'csv');
}

/** Values are encoded for the part of the address in which they stand. A variable with several values is a list with commas, or with `${host:queryparam}` a parameter for each. */
function filledAddress(url: string, known: Known, subject: Subject): string {
  const { values, range } = known;
  // The offset follows the five groups of the pattern.
  return url.replace(PLACES, (whole, ...found) => {
    const { name, path, format } = placeOf(found);
    const query = ofQuery(name, known);
    if (query !== undefined) return query;
    const before = url.slice(0, found[5]);
    const own = ofTime(name, format, range) ?? ofDashboard(name, known) ?? fieldText(name, subject);
    if (own !== undefined) return encoded(own, before);
    if (format === 'queryparam' && values[name] !== undefined) return parametersOf(name, values).toString();
    const value =
      path.length === 1 && format === undefined
        ? values[name] && listed(values[name]).join(',')
        : ofVariable(path, format, known);
    if (value === undefined) return whole;
    return isEncoded(format) ? value : encoded(value, before);
  });
}

/** Whether values in the format are encoded already for the address in which they stand. */
function isEncoded(format = ''): boolean {
  return /^(percentencode|uriencode|customqueryparam(:.*)?)$/.test(format);
}

/** `__url_time_range` and `__all_variables`: parameters of an address, encoded already. */
function ofQuery(name: string, { range, values }: Known): string | undefined {
  if (name === '__url_time_range') return new URLSearchParams({ from: range.from, to: range.to }).toString();
  if (name !== '__all_variables') return undefined;
  return Object.keys(values)
    .map(each => parametersOf(each, values).toString())
    .filter(text => text !== '')
    .join('&');
}

/** `__dashboard`, its title, and `__dashboard.uid`; `__timezone`. */
function ofDashboard(name: string, { dashboard }: Known): string | undefined {
  if (name === '__timezone') return timeZone();
  if (name === '__dashboard' || name === '__dashboard.title') return dashboard?.title;
  return name === '__dashboard.uid' ? dashboard?.uid : undefined;
}

/** `__from` and `__to`: milliseconds, `:date` ISO 8601, `:date:seconds` seconds, `:date:YYYY-MM` as that says. */
function ofTime(name: string, format: string | undefined, range: RawRange): string | undefined {
  if (name !== '__from' && name !== '__to') return undefined;
  const { from, to } = resolveRange(range);
  const ms = name === '__from' ? from : to;
  return format !== undefined && isDate(format) ? dated(String(ms), format) : String(ms);
}

function parametersOf(name: string, values: Values): URLSearchParams {
  return new URLSearchParams(listed(values[name]).map(value => [`var-${name}`, value]));
}

/** An address of its own stays as it is, in a path slashes stay, in the query nothing stays. */
function encoded(value: string, before: string): string {
  if (before === '') return encodeURI(value);
  return before.includes('?')
    ? encodeURIComponent(value)
    : encodeURI(value).replace(/[?#]/g, encodeURIComponent);
}

/** The address of a link with the time range and the choice of variables, where the link wants them. */
export function linkAddress(
  link: Pick<DashboardLink, 'includeVars' | 'keepTime'>,
  url: string,
  range: RawRange,
  values: Values,
): string {
  const parameters = new URLSearchParams();
  if (link.keepTime) {
    parameters.set('from', range.from);
    parameters.set('to', range.to);
  }
  if (link.includeVars) {
    for (const [name, value] of Object.entries(values))
      for (const each of typeof value === 'string' ? [value] : value) parameters.append(`var-${name}`, each);
  }
  const query = parameters.toString();
  return query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url;
}
