import { lazy, Suspense, useEffect } from 'react';
import { PageHeader } from '../shell/PageHeader.tsx';
import { Loading } from '../shell/states.tsx';
import { type Tab, Tabs } from '../shell/Tabs.tsx';
import { setTitle } from '../shell/title.ts';
import { t } from '../texts/t.ts';
import { Configuration } from './Configuration.tsx';
import { Discovery } from './Discovery.tsx';
import { Flags } from './Flags.tsx';
import { Log } from './Log.tsx';
import { Overview } from './Overview.tsx';
import { StoredSeries } from './StoredSeries.tsx';
import '../theme/status.css';

const ExporterList = lazy(() => import('../exporters/ExporterList.tsx'));

const TABS: readonly Tab[] = [
  { path: 'status', text: 'status.tab.overview' },
  { path: 'status/series', text: 'status.tab.series' },
  { path: 'status/exporters', text: 'status.tab.exporters' },
  { path: 'status/discovery', text: 'status.tab.discovery' },
  { path: 'status/log', text: 'status.tab.log' },
  { path: 'status/configuration', text: 'status.tab.configuration' },
  { path: 'status/flags', text: 'status.tab.flags' },
];

/** How the server is: what it runs with, what it stores, and what it found to scrape. */
export default function StatusPage({ tab = '' }: { tab?: string | undefined }) {
  useEffect(() => {
    setTitle(t('nav.status'));
  }, []);
  return (
    <>
      <PageHeader title={t('nav.status')} />
      <Tabs label={t('nav.status')} tabs={TABS} current={tab ? `status/${tab}` : 'status'} />
      <Content tab={tab} />
    </>
  );
}

function Content({ tab }: { tab: string }) {
  switch (tab) {
    case 'series':
      return <StoredSeries />;
    case 'exporters':
      return (
        <Suspense fallback={<Loading />}>
          <ExporterList />
        </Suspense>
      );
    case 'discovery':
      return <Discovery />;
    case 'log':
      return <Log />;
    case 'configuration':
      return <Configuration />;
    case 'flags':
      return <Flags />;
    default:
      return <Overview />;
  }
}
