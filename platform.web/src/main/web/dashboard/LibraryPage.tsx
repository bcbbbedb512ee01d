import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLibraryPanels, useMay } from '../api/queries.ts';
import type { LibraryPanel } from '../api/types.ts';
import { useSend } from '../api/useSend.ts';
import { ConfirmDialog } from '../shell/ConfirmDialog.tsx';
import { IconButton } from '../shell/controls.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
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
            <TableBox>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('library.name')}</th>
                    <th scope="col">{t('edit.type')}</th>
                    <th scope="col">{t('library.usedBy')}</th>
                    <th scope="col" aria-label={t('plugins.actions')} />
                  </tr>
                </thead>
                <tbody>
                  {panels
                    .filter(({ name, model }) => matchesWords(filter, [name, model.type]))
                    .map(panel => (
                      <Row
                        key={panel.uid}
                        panel={panel}
                        editor={editor}
                        onRemove={() => setRemoving(panel)}
                      />
                    ))}
                </tbody>
              </table>
            </TableBox>
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

function Row({ panel, editor, onRemove }: { panel: LibraryPanel; editor: boolean; onRemove: () => void }) {
  const path = `dashboards/library/${panel.uid}`;
  return (
    <tr>
      <td>
        {editor ? (
          <PageLink className="strong" path={path}>
            {panel.name}
          </PageLink>
        ) : (
          <span className="strong">{panel.name}</span>
        )}
        {panel.model.description && <div className="hint">{panel.model.description}</div>}
      </td>
      <td>{panel.model.type}</td>
      <td>
        {panel.usedBy.map(({ uid, title }) => (
          <PageLink key={uid} className="chip" path={`d/${encodeURIComponent(uid)}`}>
            {title}
          </PageLink>
        ))}
      </td>
      <td>
        <div className="controls end">
          <IconButton
            icon="remove"
            label={t('edit.delete', { title: panel.name })}
            disabled={!editor}
            onClick={onRemove}
          />
        </div>
      </td>
    </tr>
  );
}
