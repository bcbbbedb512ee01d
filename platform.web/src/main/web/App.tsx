import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { applyEvent, followEvents } from './api/events.ts';
import { dashboardAt } from './dashboard/ahead.ts';
import { DashboardPage } from './dashboard/DashboardPage.tsx';
import { HomePage } from './dashboard/HomePage.tsx';
import { leadsOn, type Place, usePlace } from './router.ts';
import { Boundary } from './shell/Boundary.tsx';
import { Shell } from './shell/Shell.tsx';
import { Loading } from './shell/states.tsx';

const PeerAddress = lazy(() => import('./shell/PeerAddress.tsx'));
const QueryPage = lazy(() => import('./query/QueryPage.tsx'));
const AlertsPage = lazy(() => import('./alerts/AlertsPage.tsx'));
const DashboardsPage = lazy(() => import('./dashboard/DashboardsPage.tsx'));
const LibraryPage = lazy(() => import('./dashboard/LibraryPage.tsx'));
const LibraryEditor = lazy(() => import('./dashboard/LibraryEditor.tsx'));
const TargetsPage = lazy(() => import('./targets/TargetsPage.tsx'));
const PluginsPage = lazy(() => import('./plugins/PluginsPage.tsx'));
const StatusPage = lazy(() => import('./status/StatusPage.tsx'));
const SettingsPage = lazy(() => import('./settings/SettingsPage.tsx'));

export function App() {
  const queries = useQueryClient();
  useEffect(() => followEvents(event => applyEvent(event, queries)), [queries]);
  const place = usePlace();
  return (
    <Shell>
      <Boundary at={place.path}>
        <Suspense fallback={<Loading />}>{page(place)}</Suspense>
      </Boundary>
    </Shell>
  );
}

function page(place: Place): ReactNode {
  if (leadsOn(place)) return <PeerAddress />;
  const dashboard = dashboardAt(place.path);
  if (dashboard === 'home') return <HomePage />;
  if (dashboard !== undefined) return <DashboardPage key={dashboard} uid={dashboard} />;
  const [first, second, third] = place.path.split('/');
  switch (first) {
    case 'dashboards':
      if (second !== 'library') return <DashboardsPage />;
      return third ? <LibraryEditor key={third} uid={third} /> : <LibraryPage />;
    case 'query':
      return <QueryPage />;
    case 'alerts':
      return <AlertsPage tab={second} />;
    case 'targets':
      return <TargetsPage />;
    case 'plugins':
      return <PluginsPage tab={second} />;
    case 'settings':
      return <SettingsPage tab={second} />;
    case 'status':
      return <StatusPage tab={second} />;
    default:
      return <PeerAddress />;
  }
}
