import { useDashboards } from '../api/queries.ts';
import { RecentDashboards } from './RecentDashboards.tsx';

/** The dashboards that were opened last in this browser, with a list of all to know their titles. */
export default function VisitedDashboards() {
  const dashboards = useDashboards().data;
  return dashboards && <RecentDashboards dashboards={dashboards} />;
}
