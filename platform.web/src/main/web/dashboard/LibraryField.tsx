import { Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useLibraryPanels } from '../api/queries.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { modelOf, unlinked } from './library.ts';
import { type PanelModel, uidOf } from './model.ts';

/** Whether a panel is one of the library, and the way in or out. */
export function LibraryField({
  panel,
  onChange,
}: {
  panel: PanelModel;
  onChange: (panel: PanelModel) => void;
}) {
  const [making, setMaking] = useState(false);
  const library = useLibraryPanels().data ?? [];
  const reference = panel.libraryPanel;
  if (reference) {
    const uses = library.find(each => each.uid === reference.uid)?.usedBy ?? [];
    return (
      <Banner tone="info" title={t('library.is', { name: reference.name })}>
        <p>{t('library.everywhere', { dashboards: uses.map(each => each.title).join(', ') || '–' })}</p>
        <Button onClick={() => onChange(unlinked(panel))}>{t('library.unlink')}</Button>
      </Banner>
    );
  }
  return (
    <div className="controls">
      <Button onClick={() => setMaking(true)}>{t('library.make')}</Button>
      {making && (
        <MakeDialog
          panel={panel}
          taken={library.map(each => each.uid)}
          onMade={libraryPanel => {
            setMaking(false);
            onChange({ ...panel, libraryPanel });
          }}
          onClose={() => setMaking(false)}
        />
      )}
    </div>
  );
}

function MakeDialog({
  panel,
  taken,
  onMade,
  onClose,
}: {
  panel: PanelModel;
  taken: readonly string[];
  onMade: (reference: { uid: string; name: string }) => void;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [name, setName] = useState(panel.title ?? '');
  const make = useMutation({
    mutationFn: async () => {
      const uid = uidOf(name, new Set(taken));
      await gnomon.send('PUT', `library-panels/${uid}`, { name, model: modelOf(panel), version: 0 });
      return { uid, name };
    },
    onSuccess: reference => {
      void queries.invalidateQueries({ queryKey: ['library-panels'] });
      onMade(reference);
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('library.make')} size="md">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextInput
          label={t('library.name')}
          description={t('library.makeHint')}
          value={name}
          required
          data-autofocus
          onChange={event => setName(event.currentTarget.value)}
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
