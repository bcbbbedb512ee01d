import { Autocomplete, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { Facts } from '../shell/Facts.tsx';
import { Loading } from '../shell/states.tsx';
import { t } from '../texts/t.ts';

/** What the file of a dashboard says of itself, alone or in a wrapper of Grafana's API. */
interface Content {
  readonly title?: string;
  readonly spec?: { readonly title?: string };
  readonly dashboard?: Content;
  readonly meta?: { readonly folderTitle?: string };
}

/** A dashboard that is to be taken over. */
export interface Taken {
  readonly dashboard: unknown;
  readonly folder: string;
}

/** Shows what a dropped or chosen file is and asks for the folder to put it into. */
export function ImportDialog({
  file,
  folders,
  onClose,
  onTake,
}: {
  file: File;
  folders: readonly string[];
  onClose: () => void;
  onTake: (taken: Taken) => void;
}) {
  const content = useQuery({
    queryKey: ['file', file.name, file.size, file.lastModified],
    queryFn: async () => parsed(await file.text()),
    retry: false,
    gcTime: 0,
  });
  const [folder, setFolder] = useState<string>();
  const inner = content.data?.dashboard ?? content.data;
  const chosen = folder ?? content.data?.meta?.folderTitle ?? '';
  return (
    <Modal opened onClose={onClose} title={t('dashboards.importTitle')} size="md">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          onTake({ dashboard: inner, folder: chosen.trim().replace(/^\/+|\/+$/g, '') });
        }}
      >
        {content.isPending && <Loading />}
        {content.isError && <Banner tone="bad">{content.error.message}</Banner>}
        {content.isSuccess && (
          <>
            <Facts
              facts={[
                [t('edit.title'), inner?.title ?? inner?.spec?.title ?? '–'],
                [t('dashboards.file'), file.name],
              ]}
            />
            <Autocomplete
              label={t('dashboards.folder')}
              description={t('dashboards.folderHint')}
              data={[...folders]}
              value={chosen}
              data-autofocus
              onChange={setFolder}
            />
          </>
        )}
        <div className="controls end">
          <Button type="submit" variant="filled" disabled={!content.isSuccess}>
            {t('dashboards.import')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function parsed(text: string): Content {
  try {
    return JSON.parse(text) as Content;
  } catch (e) {
    throw new Error(t('dashboards.notJson', { problem: (e as Error).message }));
  }
}
