import { useEffect } from 'react';
import { PageHeader } from '../shell/PageHeader.tsx';
import { type Tab as TabLink, Tabs } from '../shell/Tabs.tsx';
import { setTitle } from '../shell/title.ts';
import { t } from '../texts/t.ts';
import { AlertList } from './AlertList.tsx';
import { FileList } from './FileList.tsx';
import { FilePage } from './FilePage.tsx';
import { HistoryList } from './HistoryList.tsx';
import { InhibitionList } from './InhibitionList.tsx';
import { RoutingPage } from './RoutingPage.tsx';
import { RuleDetail } from './RuleDetail.tsx';
import { RuleForm } from './RuleForm.tsx';
import { RuleList } from './RuleList.tsx';
import { SilenceList } from './SilenceList.tsx';
import '../theme/query.css';
import '../theme/alerts.css';

const TABS: readonly TabLink[] = [
  { path: 'alerts', text: 'alerts.tab.alerts' },
  { path: 'alerts/rules', text: 'alerts.tab.rules' },
  { path: 'alerts/silences', text: 'alerts.tab.silences' },
  { path: 'alerts/routes', text: 'alerts.tab.routes' },
  { path: 'alerts/inhibitions', text: 'alerts.tab.inhibitions' },
  { path: 'alerts/history', text: 'alerts.tab.history' },
  { path: 'alerts/files', text: 'alerts.tab.files' },
];

/** What fires, why, who hears of it and who does not; rules and routes are changed here. */
export default function AlertsPage({ tab = '' }: { tab?: string | undefined }) {
  useEffect(() => {
    setTitle(t('nav.alerts'));
  }, []);
  switch (tab) {
    case 'rule':
      return <RuleDetail />;
    case 'edit':
      return <RuleForm />;
    case 'file':
      return <FilePage />;
  }
  return (
    <>
      <PageHeader title={t('nav.alerts')} />
      <Tabs label={t('alerts.tabs')} tabs={TABS} current={tab ? `alerts/${tab}` : 'alerts'} />
      <Tab tab={tab} />
    </>
  );
}

function Tab({ tab }: { tab: string }) {
  switch (tab) {
    case 'rules':
      return <RuleList />;
    case 'silences':
      return <SilenceList />;
    case 'routes':
      return <RoutingPage />;
    case 'inhibitions':
      return <InhibitionList />;
    case 'history':
      return <HistoryList filterable />;
    case 'files':
      return <FileList />;
    default:
      return <AlertList />;
  }
}
