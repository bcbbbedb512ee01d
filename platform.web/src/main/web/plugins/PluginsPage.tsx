import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Fragment, type ReactNode, useEffect, useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useTranslatedPlugins } from '../api/pluginTexts.ts';
import { useMay, usePlugins } from '../api/queries.ts';
import type { PluginEntry } from '../api/types.ts';
import { fromNow } from '../display/units.ts';
import { ConfirmDialog } from '../shell/ConfirmDialog.tsx';
import { Button } from '../shell/controls.tsx';
import { Facts } from '../shell/Facts.tsx';
import { FileDrop, UploadButton } from '../shell/FileDrop.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { type Tab, Tabs } from '../shell/Tabs.tsx';
import { setTitle } from '../shell/title.ts';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { Catalogue } from './Catalogue.tsx';
import { ConfirmUpload } from './ConfirmUpload.tsx';
import { hasOffers, Offers } from './Offers.tsx';
import {
  actionsOf,
  isPart,
  kindText,
  nameOf,
  type PluginAction,
  removalOf,
  requirementsOf,
  stateLook,
} from './states.ts';

const TABS: readonly Tab[] = [
  { path: 'plugins', text: 'plugins.tab.installed' },
  { path: 'plugins/catalogue', text: 'plugins.tab.catalogue' },
];

/** What is installed, how it is doing, and how it is changed; the list follows the server's events. */
export default function PluginsPage({ tab = '' }: { tab?: string | undefined }) {
  const plugins = usePlugins();
  const queries = useQueryClient();
  const admin = useMay('admin');
  const [uploaded, setUploaded] = useState<PluginEntry>();
  const [removing, setRemoving] = useState<PluginEntry>();
  useEffect(() => {
    setTitle(t('nav.plugins'));
  }, []);

  const reload = () => void queries.invalidateQueries({ queryKey: ['plugins'] });
  const upload = useMutation({
    mutationFn: (file: File) => gnomon.upload<PluginEntry>('plugins', file),
    onSuccess: setUploaded,
    onError: error => toast.failed(error.message),
    onSettled: reload,
  });
  const act = useMutation({
    mutationFn: ({ plugin, action }: { plugin: PluginEntry; action: PluginAction }) =>
      action === 'remove'
        ? gnomon.send('DELETE', removalOf(plugin))
        : gnomon.send('POST', `plugins/${encodeURIComponent(plugin.id)}/${action}`),
    onSuccess: (_, { plugin, action }) => toast.done(t(`plugins.done.${action}`, { name: nameOf(plugin) })),
    onError: error => toast.failed(error.message),
    onSettled: reload,
  });
  const choose = (plugin: PluginEntry, action: PluginAction) => {
    if (action === 'remove') setRemoving(plugin);
    else act.mutate({ plugin, action });
  };

  return (
    <FileDrop enabled={admin} onFile={file => upload.mutate(file)}>
      <PageHeader
        title={t('nav.plugins')}
        subtitle={<span>{admin ? t('plugins.drop') : t('login.needed')}</span>}
      >
        <UploadButton
          variant="filled"
          accept=".jar"
          label={t('plugins.upload')}
          disabled={!admin}
          busy={upload.isPending}
          onFile={file => upload.mutate(file)}
        />
      </PageHeader>
      <Tabs label={t('nav.plugins')} tabs={TABS} current={tab ? `plugins/${tab}` : 'plugins'} />
      {tab === 'catalogue' ? (
        <Catalogue onTaken={setUploaded} />
      ) : (
        <Loaded query={plugins} failure={t('plugins.notLoaded')}>
          {list => <PluginTable plugins={list} admin={admin} onAction={choose} onConfirm={setUploaded} />}
        </Loaded>
      )}
      {uploaded && (
        <ConfirmUpload
          plugin={uploaded}
          plugins={plugins.data ?? []}
          onClose={() => setUploaded(undefined)}
          onChanged={reload}
        />
      )}
      {removing && (
        <ConfirmDialog
          title={t('plugins.removeTitle', { name: nameOf(removing) })}
          hint={t('plugins.removeHint')}
          action={t('plugins.remove')}
          onClose={() => setRemoving(undefined)}
          onConfirm={() => act.mutate({ plugin: removing, action: 'remove' })}
        />
      )}
    </FileDrop>
  );
}

interface PluginTableProps {
  readonly plugins: readonly PluginEntry[];
  readonly admin: boolean;
  readonly onAction: (plugin: PluginEntry, action: PluginAction) => void;
  readonly onConfirm: (plugin: PluginEntry) => void;
}

function PluginTable({ plugins: installed, admin, onAction, onConfirm }: PluginTableProps) {
  const plugins = useTranslatedPlugins(installed);
  const [open, setOpen] = useState<string>();
  return (
    <TableBox>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('plugins.name')}</th>
            <th scope="col">{t('plugins.kind')}</th>
            <th scope="col">{t('plugins.version')}</th>
            <th scope="col">{t('plugins.state')}</th>
            <th scope="col">{t('plugins.error')}</th>
            <th scope="col" className="number">
              {t('plugins.calls')}
            </th>
            <th scope="col" className="number">
              {t('plugins.failed')}
            </th>
            <th scope="col" aria-label={t('plugins.actions')} />
          </tr>
        </thead>
        <tbody>
          {plugins.map(plugin => (
            <Fragment key={`${plugin.id} ${plugin.version} ${plugin.state}`}>
              <tr>
                <td>
                  <button
                    type="button"
                    className="plain"
                    aria-expanded={open === plugin.id}
                    onClick={() => setOpen(open === plugin.id ? undefined : plugin.id)}
                  >
                    {nameOf(plugin)}
                  </button>
                  <div className="hint">{plugin.id}</div>
                </td>
                <td>
                  {plugin.kinds.map(kind => (
                    <span className="chip" key={kind}>
                      {kindText(kind)}
                    </span>
                  ))}
                </td>
                <td className="mono">{plugin.version}</td>
                <td>
                  <span className={`health ${stateLook(plugin.state)}`}>
                    {t(`plugins.state.${plugin.state}`)}
                  </span>
                </td>
                <td className="problem">{plugin.error}</td>
                <td className="number">{plugin.calls.total.toLocaleString('en')}</td>
                <td className="number">
                  {(plugin.calls.failed + plugin.calls.timedOut).toLocaleString('en')}
                </td>
                <td>
                  <div className="controls end">
                    {plugin.state === 'waiting for confirmation' && (
                      <Button disabled={!admin} variant="filled" onClick={() => onConfirm(plugin)}>
                        {t('plugins.confirm')}
                      </Button>
                    )}
                    {actionsOf(plugin).map(action => (
                      <Button key={action} disabled={!admin} onClick={() => onAction(plugin, action)}>
                        {t(`plugins.${action}`)}
                      </Button>
                    ))}
                  </div>
                </td>
              </tr>
              {open === plugin.id && (
                <tr>
                  <td colSpan={8}>
                    <Detail plugin={plugin} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function Detail({ plugin }: { plugin: PluginEntry }) {
  const { calls } = plugin;
  const facts: [string, ReactNode][] = [
    [t('plugins.description'), plugin.manifest?.description ?? ''],
    [t('plugins.stop'), isPart(plugin) ? t('plugins.part') : ''],
    [t('plugins.since'), plugin.since ? fromNow(new Date(plugin.since).getTime()) : ''],
    [t('plugins.origin'), plugin.official ? t('plugins.official') : t('plugins.installed')],
    [t('plugins.requires'), requirementsOf(plugin)],
    [t('plugins.publisher'), plugin.publisher || t('plugins.unsigned')],
    [t('plugins.previous'), plugin.previousVersion ?? ''],
    [t('plugins.running'), t('plugins.callDetail', { ...calls })],
    [
      'SHA-256',
      <span key="sha256" className="mono break">
        {plugin.sha256}
      </span>,
    ],
  ];
  return (
    <>
      <Facts facts={facts} />
      {hasOffers(plugin) && <Offers plugin={plugin} />}
    </>
  );
}
