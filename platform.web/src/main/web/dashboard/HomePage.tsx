import { lazy, Suspense } from 'react';
import { useSession } from '../api/queries.ts';
import { fromNow } from '../display/units.ts';
import { PageLink } from '../shell/PageLink.tsx';
import { t } from '../texts/t.ts';
import { DashboardPage } from './DashboardPage.tsx';
import { visited } from './recent.ts';
import { type Reported, useReported } from './reported.ts';

const NoHost = lazy(() => import('./NoHost.tsx'));
const VisitedDashboards = lazy(() => import('./VisitedDashboards.tsx'));

/** So long after its start a server that scrapes its host has samples of it. */
const FIRST_SAMPLES_MS = 60_000;

/** The port that stands in the instance of this host's own exporter, as in that of the Go one. */
const NODE_EXPORTER_PORT = 9100;

/**
 * The first page: one host live, below what was opened last. It is the host that the address names, else the server's own,
 * else the first that reports.
 */
export function HomePage() {
  const server = useSession().data?.server;
  const reported = useReported();
  const subtitle = server && (
    <>
      <span>{server.hostname}</span>
      <span>{t('home.version', { version: server.version })}</span>
      <span>{t('home.up', { since: fromNow(new Date(server.startedAt).getTime()) })}</span>
      {reported && <Counts {...reported} />}
    </>
  );
  const above = (
    <>
      {visited.read().length > 0 && (
        <Suspense fallback={<div className="recent" />}>
          <VisitedDashboards />
        </Suspense>
      )}
      {server &&
        reported?.hosts === 0 &&
        Date.now() - new Date(server.startedAt).getTime() > FIRST_SAMPLES_MS && (
          <Suspense>
            <NoHost />
          </Suspense>
        )}
    </>
  );
  return (
    <DashboardPage
      uid="home"
      subtitle={subtitle}
      above={above}
      preferred={server && { instance: `${server.hostname}:${NODE_EXPORTER_PORT}` }}
    />
  );
}

function Counts({ hosts, targets, down }: Reported) {
  return (
    <>
      <span>{t('home.hosts', { count: hosts })}</span>
      <span>
        <PageLink path="targets">{t('targets.summary', { count: targets, down })}</PageLink>
      </span>
    </>
  );
}
