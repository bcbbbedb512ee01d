import type { DashboardEntry } from '../api/types.ts';
import { remembered } from '../shell/remembered.ts';

/** The uids of the dashboards that were opened in this browser, newest first. */
export const visited = remembered('gnomon.dashboards.recent', 8);

/** Those of the dashboards that were visited, newest first; what has been deleted since is left out. */
export function recent(dashboards: readonly DashboardEntry[], uids = visited.read()): DashboardEntry[] {
  return uids.flatMap(uid => dashboards.find(each => each.uid === uid) ?? []);
}
