import { lazy, Suspense } from 'react';
import { useSession } from '../api/queries.ts';
import { fromNow } from '../display/units.ts';
import { t } from '../texts/t.ts';
import { DashboardPage } from './DashboardPage.tsx';
import { visited } from './recent.ts';

const NoHost = lazy(() => import('./NoHost.tsx'));
const VisitedDashboards = lazy(() => import('./VisitedDashboards.tsx'));

/** So long after its start a server that scrapes its host has samples of it. */
const FIRST_SAMPLES_MS = 60_000;

/** The first page: the live dashboard of the server's own host, below what was opened last. */
export function HomePage() {
  const server = useSession().data?.server;
  const subtitle = server && (
    <>
      <span>{server.hostname}</span>
      <span>{t('home.version', { version: server.version })}</span>
      <span>{t('home.up', { since: fromNow(new Date(server.startedAt).getTime()) })}</span>
    </>
  );
  const above = (
    <>
      {visited.read().length > 0 && (
        <Suspense fallback={<div className="recent" />}>
          <VisitedDashboards />
        </Suspense>
      )}
      {server && Date.now() - new Date(server.startedAt).getTime() > FIRST_SAMPLES_MS && (
        <Suspense>
          <NoHost />
        </Suspense>
      )}
    </>
  );
  return <DashboardPage uid="home" subtitle={subtitle} above={above} />;
}
