import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLibraryPanels, useMay } from '../api/queries.ts';
import type { LibraryPanel } from '../api/types.ts';
import { useSend } from '../api/useSend.ts';
import { ConfirmDialog } from '../shell/ConfirmDialog.tsx';
import { IconButton } from '../shell/controls.tsx';
import { ListTable } from '../shell/ListTable.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { Tabs } from '../shell/Tabs.tsx';
import { setTitle } from '../shell/title.ts';
import { matchesWords } from '../shell/words.ts';
import { t } from '../texts/t.ts';
import { DASHBOARD_TABS } from './DashboardsPage.tsx';

/** The panels that dashboards share, and where. */
export default function LibraryPage() {
  const library = useLibraryPanels();
  const editor = useMay('editor');
  const [filter, setFilter] = useState('');
  const [removing, setRemoving] = useState<LibraryPanel>();
  const remove = useSend('library-panels');
  useEffect(() => {
    setTitle(t('library.title'));
  }, []);
  return (
    <>
      <PageHeader title={t('library.title')} />
      <Tabs label={t('nav.dashboards')} tabs={DASHBOARD_TABS} current="dashboards/library" />
      <div className="toolbar">
        <TextInput
          size="xs"
          w={320}
          placeholder={t('library.filter')}
          aria-label={t('library.filter')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
        />
      </div>
      <Loaded query={library} failure={t('library.notLoaded')}>
        {panels =>
          panels.length === 0 ? (
            <Empty title={t('library.none')} text={t('library.noneHint')} />
          ) : (
            <ListTable
              rows={panels.filter(({ name, model }) => matchesWords(filter, [name, model.type]))}
              keyOf={panel => panel.uid}
              columns={[
                { title: t('library.name'), cell: panel => <Name panel={panel} editor={editor} /> },
                { title: t('edit.type'), cell: panel => panel.model.type },
                { title: t('library.usedBy'), cell: panel => <Uses panel={panel} /> },
              ]}
              actions={panel => (
                <IconButton
                  icon="remove"
                  label={t('edit.delete', { title: panel.name })}
                  disabled={!editor}
                  onClick={() => setRemoving(panel)}
                />
              )}
            />
          )
        }
      </Loaded>
      {removing && (
        <ConfirmDialog
          title={t('library.deleteTitle', { name: removing.name })}
          hint={t('library.deleteHint')}
          action={t('sources.delete')}
          onClose={() => setRemoving(undefined)}
          onConfirm={() =>
            remove.mutate({
              method: 'DELETE',
              path: `library-panels/${removing.uid}`,
              done: t('sources.deleted', { name: removing.name }),
            })
          }
        />
      )}
    </>
  );
}

function Name({ panel, editor }: { panel: LibraryPanel; editor: boolean }) {
  return (
    <>
      {editor ? (
        <PageLink className="strong" path={`dashboards/library/${panel.uid}`}>
          {panel.name}
        </PageLink>
      ) : (
        <span className="strong">{panel.name}</span>
      )}
      {panel.model.description && <div className="hint">{panel.model.description}</div>}
    </>
  );
}

function Uses({ panel }: { panel: LibraryPanel }) {
  return panel.usedBy.map(({ uid, title }) => (
    <PageLink key={uid} className="chip" path={`d/${encodeURIComponent(uid)}`}>
      {title}
    </PageLink>
  ));
}
