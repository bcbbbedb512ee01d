import { type Filling, fieldText, type Subject } from '../panels/fieldText.ts';
import { type RawRange, resolveRange } from '../time/range.ts';
import type { DashboardLink } from './model.ts';
import { listed, titled, type Values } from './variables.ts';

/** Fills in the values of variables, the time range and what a text is about. */
export function filling(values: Values, range: RawRange): Filling {
  return {
    text: (text, subject = {}) =>
      titled(text, values).replace(
        BRACED,
        (whole, name: string, format?: string) =>
          ofTime(name, format, range) ?? ofQuery(name, range, values) ?? fieldText(name, subject) ?? whole,
      ),
    address: (url, subject = {}) => filledAddress(url, values, range, subject),
  };
}

const BRACED = /\$\{([^}:]+)(?::([\w:]+))?\}/g;
const PLACES = /\$\{([^}:]+)(?::([\w:]+))?\}|\$(\w+)|\[\[(\w+)\]\]/g;

/** Values are encoded for the part of the address in which they stand. A variable with several values is a list with commas, or with `${host:queryparam}` a parameter for each. */
function filledAddress(url: string, values: Values, range: RawRange, subject: Subject): string {
  return url.replace(
    PLACES,
    (whole, braced?: string, format?: string, bare?: string, old?: string, offset = 0) => {
      const name = (braced ?? bare ?? old ?? '').trim();
      const query = ofQuery(name, range, values);
      if (query !== undefined) return query;
      const before = url.slice(0, offset);
      const own = ofTime(name, format, range) ?? fieldText(name, subject);
      if (own !== undefined) return encoded(own, before);
      if (values[name] === undefined) return whole;
      if (format === 'queryparam') return parametersOf(name, values).toString();
      return encoded(listed(values[name]).join(','), before);
    },
  );
}

/** `__url_time_range` and `__all_variables`: parameters of an address, encoded already. */
function ofQuery(name: string, range: RawRange, values: Values): string | undefined {
  if (name === '__url_time_range') return new URLSearchParams({ from: range.from, to: range.to }).toString();
  if (name !== '__all_variables') return undefined;
  return Object.keys(values)
    .map(each => parametersOf(each, values).toString())
    .filter(text => text !== '')
    .join('&');
}

/** `__from` and `__to`: milliseconds, `:date` ISO 8601, `:date:seconds` seconds. */
function ofTime(name: string, format: string | undefined, range: RawRange): string | undefined {
  if (name !== '__from' && name !== '__to') return undefined;
  const { from, to } = resolveRange(range);
  const ms = name === '__from' ? from : to;
  if (format === 'date:seconds') return String(Math.floor(ms / 1000));
  return format?.startsWith('date') ? new Date(ms).toISOString() : String(ms);
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
