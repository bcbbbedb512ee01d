import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { gnomon } from '../api/client.ts';
import { PLUGINS, SESSION } from '../api/queries.ts';
import { leadsOn, type Place } from '../router.ts';
import { type DashboardDocument, savedVariables } from './model.ts';
import { pickedRange, shownRange } from './panelTime.ts';
import { askForValues } from './useChoices.ts';

/** A saved dashboard; `home` is the first page. */
export function dashboardQuery(uid: string) {
  return queryOptions({
    queryKey: ['dashboard', uid],
    queryFn: ({ signal }) => gnomon.get<DashboardDocument>(`dashboards/${encodeURIComponent(uid)}`, signal),
  });
}

/** The uid of the dashboard that is shown at a path below the context root; undefined for other pages. */
export function dashboardAt(path: string): string | undefined {
  const [first, second] = path.split('/');
  if (first === '' || (first === 'd' && !second)) return 'home';
  return first === 'd' ? decoded(second) : undefined;
}

/** As it stands where it is no text that an address may have: then there is no such dashboard. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Asks for what the page at a place needs first, so that it is on its way while the page is being made. */
export function askAhead(queries: QueryClient, place: Place): void {
  void queries.prefetchQuery(SESSION);
  if (leadsOn(place)) return;
  const { path, parameters } = place;
  const uid = dashboardAt(path);
  if (uid === undefined) return;
  const answered = queries.ensureQueryData(dashboardQuery(uid)).then(({ dashboard }) => {
    const range = shownRange(pickedRange(dashboard, parameters), dashboard);
    const asking = { dashboard, target: { uid }, range };
    return askForValues(asking, savedVariables(dashboard), parameters, queries);
  });
  // Whoever needs it asks again and says what is wrong.
  answered.catch(() => {});
  void queries.prefetchQuery(PLUGINS);
}
