import { Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon, RequestFailed } from '../api/client.ts';
import { useLibraryPanels } from '../api/queries.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { allPanels } from './edit.ts';
import { changedPanels } from './library.ts';
import type { Dashboard, DashboardDocument } from './model.ts';

/**
 * Saves a dashboard with a message for its history. When somebody else has saved it meanwhile, it says so, and saves over
 * that only when it is wanted; what is saved over stays among the versions.
 */
export default function SaveDialog({
  uid,
  dashboard,
  version,
  onSaved,
  onClose,
}: {
  uid: string;
  dashboard: Dashboard;
  /** The version that the changes were made to. */
  version: number;
  onSaved: () => void;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [message, setMessage] = useState('');
  const [title, setTitle] = useState(dashboard.title ?? '');
  const linked = allPanels(dashboard).some(panel => panel.libraryPanel !== undefined);
  const library = useLibraryPanels(linked);
  const changed = changedPanels(dashboard, library.data ?? []);
  const save = useMutation({
    mutationFn: async (over: boolean) => {
      for (const { uid: panel, name, model, version: known } of changed)
        await gnomon.send('PUT', `library-panels/${panel}`, { name, model, version: known });
      await gnomon.send('PUT', `dashboards/${encodeURIComponent(uid)}`, {
        dashboard: { ...dashboard, title },
        version: over ? await versionNow(uid) : version,
        message,
      });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['dashboard', uid] });
      void queries.invalidateQueries({ queryKey: ['dashboards'] });
      void queries.invalidateQueries({ queryKey: ['library-panels'] });
      toast.done(t('sources.saved', { name: title }));
      onSaved();
    },
  });
  const conflict = save.error instanceof RequestFailed && save.error.status === 409;
  return (
    <Modal opened onClose={onClose} title={t('edit.save')} size="md">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          save.mutate(false);
        }}
      >
        <TextInput
          label={t('edit.title')}
          value={title}
          required
          onChange={event => setTitle(event.currentTarget.value)}
        />
        <TextInput
          label={t('edit.message')}
          description={t('edit.messageHint')}
          value={message}
          data-autofocus
          onChange={event => setMessage(event.currentTarget.value)}
        />
        {changed.map(({ uid: panel, name, usedBy }) => (
          <Banner key={panel} tone="info" title={t('library.is', { name })}>
            {t('library.changesToo', { dashboards: usedBy.map(each => each.title).join(', ') || '–' })}
          </Banner>
        ))}
        {save.isError && (
          <Banner tone="bad" title={save.error.message}>
            {conflict && t('edit.conflict')}
          </Banner>
        )}
        <div className="controls end">
          <Button onClick={onClose}>{t('form.close')}</Button>
          {conflict ? (
            <Button color="red.9" variant="filled" loading={save.isPending} onClick={() => save.mutate(true)}>
              {t('edit.saveOver')}
            </Button>
          ) : (
            <Button type="submit" variant="filled" loading={save.isPending || (linked && library.isPending)}>
              {t('edit.save')}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

/** The version that is stored now; 0 when the dashboard has been deleted. */
async function versionNow(uid: string): Promise<number> {
  try {
    const { meta } = await gnomon.get<DashboardDocument>(`dashboards/${encodeURIComponent(uid)}`);
    return meta.version ?? 0;
  } catch (e) {
    if (e instanceof RequestFailed && e.status === 404) return 0;
    throw e;
  }
}
