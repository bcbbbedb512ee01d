import type { RawRange } from '../time/range.ts';
import type { DashboardLink } from './model.ts';
import type { Values } from './variables.ts';

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
