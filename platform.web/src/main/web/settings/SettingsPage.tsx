import { useEffect, useState } from 'react';
import { useChannels } from '../api/pluginTexts.ts';
import { useDataSources, useMay } from '../api/queries.ts';
import type { Channel, DataSource } from '../api/types.ts';
import { Button } from '../shell/controls.tsx';
import { ListTable } from '../shell/ListTable.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { type Tab, Tabs } from '../shell/Tabs.tsx';
import { setTitle } from '../shell/title.ts';
import { t } from '../texts/t.ts';
import { AuditLog } from './AuditLog.tsx';
import { ChannelTest } from './ChannelTest.tsx';
import { DataSourceDialog } from './DataSourceDialog.tsx';
import { Tokens } from './Tokens.tsx';
import { Users } from './Users.tsx';

const TABS: readonly Tab[] = [
  { path: 'settings', text: 'settings.tab.sources' },
  { path: 'settings/users', text: 'settings.tab.users' },
  { path: 'settings/tokens', text: 'settings.tab.tokens' },
  { path: 'settings/audit', text: 'settings.tab.audit' },
];

/** Data sources and channels; who may do what, and who did. */
export default function SettingsPage({ tab = '' }: { tab?: string | undefined }) {
  const admin = useMay('admin');
  useEffect(() => {
    setTitle(t('nav.settings'));
  }, []);
  return (
    <>
      <PageHeader title={t('nav.settings')} subtitle={!admin && <span>{t('login.needed')}</span>} />
      <Tabs label={t('nav.settings')} tabs={TABS} current={tab ? `settings/${tab}` : 'settings'} />
      {tab === '' || admin ? (
        <Content tab={tab} admin={admin} />
      ) : (
        <Empty title={t('settings.adminsOnly')} text={t('login.needed')} />
      )}
    </>
  );
}

function Content({ tab, admin }: { tab: string; admin: boolean }) {
  switch (tab) {
    case 'users':
      return <Users />;
    case 'tokens':
      return <Tokens />;
    case 'audit':
      return <AuditLog />;
    default:
      return (
        <>
          <DataSources admin={admin} />
          <Channels admin={admin} />
        </>
      );
  }
}

function DataSources({ admin }: { admin: boolean }) {
  const sources = useDataSources();
  const [editing, setEditing] = useState<DataSource | 'new'>();
  return (
    <section>
      <h2 className="section-title">
        {t('sources.title')}
        <Button disabled={!admin} onClick={() => setEditing('new')}>
          {t('sources.add')}
        </Button>
      </h2>
      <Loaded query={sources} failure={t('sources.notLoaded')}>
        {list => (
          <ListTable
            rows={list}
            keyOf={source => source.uid}
            columns={[
              {
                title: t('sources.name'),
                cell: source => (
                  <>
                    {source.name} {source.default && <span className="chip">{t('sources.default')}</span>}
                    {source.builtIn && <span className="chip">{t('sources.builtIn')}</span>}
                  </>
                ),
              },
              { title: t('sources.type'), cell: source => source.type },
              { title: t('sources.uid'), cell: source => source.uid, className: 'mono' },
            ]}
            actions={source =>
              !source.builtIn && (
                <Button disabled={!admin} onClick={() => setEditing(source)}>
                  {t('sources.edit')}
                </Button>
              )
            }
          />
        )}
      </Loaded>
      {editing && (
        <DataSourceDialog
          source={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </section>
  );
}

function Channels({ admin }: { admin: boolean }) {
  const channels = useChannels();
  const [testing, setTesting] = useState<Channel>();
  return (
    <section>
      <h2 className="section-title">{t('channels.title')}</h2>
      <Loaded query={channels} failure={t('channels.notLoaded')}>
        {list =>
          list.length === 0 ? (
            <Empty title={t('channels.none')} text={t('channels.noneHint')} />
          ) : (
            <ListTable
              rows={list}
              keyOf={channel => channel.type}
              columns={[
                { title: t('sources.name'), cell: channel => channel.name },
                { title: t('sources.type'), cell: channel => channel.type },
              ]}
              actions={channel => (
                <Button disabled={!admin} onClick={() => setTesting(channel)}>
                  {t('channels.test')}
                </Button>
              )}
            />
          )
        }
      </Loaded>
      {testing && <ChannelTest channel={testing} onClose={() => setTesting(undefined)} />}
    </section>
  );
}
