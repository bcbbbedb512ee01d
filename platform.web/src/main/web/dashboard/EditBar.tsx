import { Menu } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslatedTypes } from '../api/pluginTexts.ts';
import { usePanelTypes } from '../api/queries.ts';
import { Button, IconButton } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { useShortcuts } from '../shell/shortcuts.ts';
import { t } from '../texts/t.ts';
import type { DashboardDocument } from './model.ts';
import type { Draft } from './useDraft.ts';

const LibraryDialog = lazy(() => import('./LibraryDialog.tsx'));
const SaveDialog = lazy(() => import('./SaveDialog.tsx'));
const SettingsDialog = lazy(() => import('./SettingsDialog.tsx'));
const VersionsDialog = lazy(() => import('./VersionsDialog.tsx'));

/** Begins to edit a dashboard; while it is edited: adds panels, saves, or goes back to what is saved. */
export function EditBar({
  uid,
  document,
  draft,
  onBegin,
  onEnd,
  onDiscard,
  onShare,
}: {
  uid: string;
  document: DashboardDocument;
  draft: Draft | undefined;
  onBegin: () => void;
  onEnd: () => void;
  /** Ends it without saving. */
  onDiscard: () => void;
  onShare: () => void;
}) {
  const [dialog, setDialog] = useState<'save' | 'versions' | 'settings' | 'library'>();
  const close = () => setDialog(undefined);
  useShortcuts({
    'd s': () => {
      if (!draft && !document.meta.canSave) return false;
      if (!draft) onBegin();
      setDialog('settings');
      return true;
    },
    ...(draft?.changed && { 'Ctrl+S': () => setDialog('save') }),
    ...(draft?.undo && { 'Ctrl+Z': draft.undo }),
    ...(draft?.redo && { 'Ctrl+Shift+Z': draft.redo }),
  });
  if (!draft) {
    return (
      <>
        {document.meta.canSave && (
          <Button leftSection={<Icon name="edit" size={14} />} onClick={onBegin}>
            {t('sources.edit')}
          </Button>
        )}
        <IconButton icon="history" label={t('versions.title')} onClick={() => setDialog('versions')} />
        <IconButton icon="share" label={t('share.title')} onClick={onShare} />
        {dialog === 'versions' && (
          <Suspense>
            <VersionsDialog uid={uid} document={document} onClose={close} />
          </Suspense>
        )}
      </>
    );
  }
  return (
    <>
      <IconButton icon="undo" label={t('edit.undo')} disabled={!draft.undo} onClick={() => draft.undo?.()} />
      <IconButton icon="redo" label={t('edit.redo')} disabled={!draft.redo} onClick={() => draft.redo?.()} />
      <AddMenu draft={draft} onLibrary={() => setDialog('library')} />
      <Button leftSection={<Icon name="settings" size={14} />} onClick={() => setDialog('settings')}>
        {t('nav.settings')}
      </Button>
      <Button onClick={onDiscard}>{t('edit.discard')}</Button>
      <Button variant="filled" disabled={!draft.changed} onClick={() => setDialog('save')}>
        {t('edit.save')}
      </Button>
      {dialog === 'settings' && (
        <Suspense>
          <SettingsDialog dashboard={draft.dashboard} onChange={draft.set} onClose={close} />
        </Suspense>
      )}
      {dialog === 'library' && (
        <Suspense>
          <LibraryDialog
            onChoose={panel => {
              close();
              draft.addFromLibrary(panel);
            }}
            onClose={close}
          />
        </Suspense>
      )}
      {dialog === 'save' && (
        <Suspense>
          <SaveDialog
            uid={uid}
            dashboard={draft.dashboard}
            version={draft.version}
            onSaved={() => {
              close();
              onEnd();
            }}
            onClose={close}
          />
        </Suspense>
      )}
    </>
  );
}

/** A panel of one of the installed types, one of the library, or a row. */
function AddMenu({ draft, onLibrary }: { draft: Draft; onLibrary: () => void }) {
  const types = useTranslatedTypes(usePanelTypes());
  const names = new Map([...(types?.values() ?? [])].map(({ id, contribution }) => [id, contribution.name]));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<Icon name="add" size={14} />} rightSection={<Icon name="chevron" size={12} />}>
          {t('edit.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="choices">
        {[...names].map(([id, name]) => (
          <Menu.Item key={id} onClick={() => draft.add(id, name)}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onLibrary}>{t('library.add')}</Menu.Item>
        <Menu.Item onClick={() => draft.add('row', t('edit.row'))}>{t('edit.row')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
