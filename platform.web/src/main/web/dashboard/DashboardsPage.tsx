import { Modal, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useDashboards, useMay } from '../api/queries.ts';
import type { DashboardEntry } from '../api/types.ts';
import { useStars } from '../api/useStars.ts';
import { go } from '../router.ts';
import { Banner } from '../shell/Banner.tsx';
import { ConfirmDialog } from '../shell/ConfirmDialog.tsx';
import { Button, IconButton } from '../shell/controls.tsx';
import { FileDrop, UploadButton } from '../shell/FileDrop.tsx';
import { ListTable } from '../shell/ListTable.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { type Tab, Tabs } from '../shell/Tabs.tsx';
import { setTitle } from '../shell/title.ts';
import { toast } from '../shell/toasts.ts';
import { matchesWords } from '../shell/words.ts';
import { t } from '../texts/t.ts';
import { ImportDialog, type Taken } from './ImportDialog.tsx';
import { type Imported, ImportReport } from './ImportReport.tsx';
import { uidOf } from './model.ts';
import { RecentDashboards } from './RecentDashboards.tsx';
import { StarButton } from './StarButton.tsx';

export const DASHBOARD_TABS: readonly Tab[] = [
  { path: 'dashboards', text: 'nav.dashboards' },
  { path: 'dashboards/library', text: 'library.title' },
];

/** All dashboards; a JSON file dropped here is taken over, with a report of what became of it. */
export default function DashboardsPage() {
  const queries = useQueryClient();
  const editor = useMay('editor');
  const [filter, setFilter] = useState('');
  const [starred, setStarred] = useState(false);
  const stars = useStars();
  const [making, setMaking] = useState(false);
  const [removing, setRemoving] = useState<DashboardEntry>();
  const dashboards = useDashboards();
  useEffect(() => {
    setTitle(t('nav.dashboards'));
  }, []);
  const [file, setFile] = useState<File>();
  const take = useMutation({
    mutationFn: (wanted: Taken & { overwrite: boolean }) =>
      gnomon.send<Imported>('POST', 'dashboards', wanted),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['dashboards'] }),
  });
  const remove = useMutation({
    mutationFn: ({ uid }: DashboardEntry) => gnomon.send('DELETE', `dashboards/${encodeURIComponent(uid)}`),
    onSuccess: (_, { title }) => toast.done(t('sources.deleted', { name: title })),
    onError: error => toast.failed(error.message),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['dashboards'] }),
  });
  const shown = dashboards.data?.filter(
    each =>
      matchesWords(filter, [each.title, each.folder, each.uid, ...each.tags]) &&
      (!starred || stars?.has(each.uid)),
  );
  return (
    <FileDrop enabled={editor} onFile={setFile}>
      <PageHeader title={t('nav.dashboards')} subtitle={<span>{editor && t('dashboards.drop')}</span>}>
        <UploadButton
          accept=".json"
          disabled={!editor}
          busy={take.isPending}
          label={t('dashboards.import')}
          onFile={setFile}
        />
        <Button variant="filled" disabled={!editor} onClick={() => setMaking(true)}>
          {t('dashboards.new')}
        </Button>
      </PageHeader>
      <Tabs label={t('nav.dashboards')} tabs={DASHBOARD_TABS} current="dashboards" />
      {(take.data || take.error) && (
        <ImportReport
          imported={take.data}
          error={take.error}
          onReplace={() => take.variables && take.mutate({ ...take.variables, overwrite: true })}
        />
      )}
      <div className="toolbar">
        <TextInput
          size="xs"
          w={320}
          placeholder={t('dashboards.filter')}
          aria-label={t('dashboards.filter')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
        />
        {stars && (
          <Switch
            label={t('stars.only')}
            checked={starred}
            onChange={event => setStarred(event.currentTarget.checked)}
          />
        )}
      </div>
      {dashboards.data && !filter && <RecentDashboards dashboards={dashboards.data} />}
      <Loaded query={dashboards} failure={t('dashboards.notLoaded')}>
        {() =>
          shown?.length ? (
            <ListTable
              rows={shown}
              keyOf={each => each.uid}
              columns={[
                { title: t('edit.title'), cell: each => <Title dashboard={each} /> },
                { title: t('dashboards.folder'), cell: each => each.folder },
                {
                  title: t('dashboards.tags'),
                  cell: each =>
                    each.tags.map(tag => (
                      <button type="button" className="chip" key={tag} onClick={() => setFilter(tag)}>
                        {tag}
                      </button>
                    )),
                },
              ]}
              actions={each =>
                !each.provisioned && (
                  <IconButton
                    icon="remove"
                    label={t('edit.delete', { title: each.title })}
                    disabled={!editor}
                    onClick={() => setRemoving(each)}
                  />
                )
              }
            />
          ) : (
            <Empty
              title={t(starred ? 'stars.none' : 'dashboards.noMatch')}
              text={t(starred ? 'stars.noneHint' : 'targets.noMatchHint')}
            />
          )
        }
      </Loaded>
      {removing && (
        <ConfirmDialog
          title={t('dashboards.deleteTitle', { title: removing.title })}
          hint={t('dashboards.deleteHint')}
          action={t('sources.delete')}
          onClose={() => setRemoving(undefined)}
          onConfirm={() => remove.mutate(removing)}
        />
      )}
      {file && (
        <ImportDialog
          file={file}
          folders={[...new Set(dashboards.data?.map(each => each.folder).filter(Boolean))]}
          onClose={() => setFile(undefined)}
          onTake={taken => {
            setFile(undefined);
            take.mutate({ ...taken, overwrite: false });
          }}
        />
      )}
      {making && <NewDashboard taken={dashboards.data ?? []} onClose={() => setMaking(false)} />}
    </FileDrop>
  );
}

function Title({ dashboard }: { dashboard: DashboardEntry }) {
  const { uid, title, provisioned, ignoredFiles } = dashboard;
  return (
    <>
      <span className="starred">
        <StarButton uid={uid} title={title} />
        <PageLink className="strong" path={`d/${encodeURIComponent(uid)}`}>
          {title}
        </PageLink>
        {provisioned && <span className="chip">{t('plugins.official')}</span>}
      </span>
      {ignoredFiles.length > 0 && (
        <div className="problem">{t('dashboards.ignored', { files: ignoredFiles.join(', ') })}</div>
      )}
    </>
  );
}

/** An empty dashboard, which is then edited. */
function NewDashboard({ taken, onClose }: { taken: readonly DashboardEntry[]; onClose: () => void }) {
  const queries = useQueryClient();
  const [title, setTitle] = useState('');
  const make = useMutation({
    mutationFn: async () => {
      const uid = uidOf(title, new Set(taken.map(each => each.uid)));
      const time = { from: 'now-1h', to: 'now' };
      const dashboard = { uid, title, schemaVersion: 41, graphTooltip: 1, time, panels: [] };
      await gnomon.send('PUT', `dashboards/${uid}`, { dashboard, version: 0 });
      return uid;
    },
    onSuccess: uid => {
      void queries.invalidateQueries({ queryKey: ['dashboards'] });
      go(`d/${uid}`);
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('dashboards.new')} size="sm">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextInput
          label={t('edit.title')}
          value={title}
          required
          data-autofocus
          onChange={event => setTitle(event.currentTarget.value)}
        />
        {make.isError && <Banner tone="bad">{make.error.message}</Banner>}
        <div className="controls end">
          <Button type="submit" variant="filled" loading={make.isPending}>
            {t('dashboards.make')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
