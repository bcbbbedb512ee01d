import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { gnomon } from '../api/client.ts';
import type { Problem } from '../api/types.ts';
import { Outcome } from '../settings/Outcome.tsx';
import { useChecked } from '../settings/useChecked.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { useReloadAlerting } from './api.ts';
import { matching } from './files.ts';
import type { EntryPath, WrittenEntry } from './routing.ts';
import { Whereabouts } from './Whereabouts.tsx';

/** A route or an inhibition rule as its file has it; undefined for none. */
export function useEntry(path: EntryPath, number: number | undefined) {
  return useQuery({
    queryKey: ['entry', path, number],
    queryFn: async ({ signal }) =>
      number === undefined ? null : gnomon.get<WrittenEntry>(`${path}/${number}`, signal),
    // What is being edited is not replaced under the reader's hands; the version tells when somebody was faster.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
}

/** What a change would do; asked again when the form rests. */
export function usePreview<T>(path: EntryPath, body: object) {
  const [settled] = useDebouncedValue(JSON.stringify(body), 300);
  return useQuery({
    queryKey: ['alerting', 'preview', path, settled],
    queryFn: ({ signal }) => gnomon.send<T>('POST', `${path}/preview`, JSON.parse(settled), signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

interface Props {
  readonly path: EntryPath;
  /** The one that is changed; undefined for a new one. */
  readonly entry: WrittenEntry | undefined;
  readonly readOnly: boolean;
  /** What is sent to save it. */
  readonly body: object;
  /** What is wrong before it is sent. */
  readonly found: () => readonly Problem[];
  /** Its name, for the notice that it is in force. */
  readonly name: string;
  /** What its deletion would do; undefined for one that cannot be deleted. */
  readonly deletion: ReactNode | undefined;
  /** The fields; a problem is that of a key of the settings. */
  readonly children: (problem: (key: string) => string | undefined) => ReactNode;
  readonly onClose: () => void;
}

/** The frame of a form for a route or an inhibition rule: where it stands, saving and deleting it. */
export function EntryForm({ path, entry, readOnly, body, found, name, deletion, children, onClose }: Props) {
  const reload = useReloadAlerting();
  const { busy, result, problems, run } = useChecked();
  const [deleting, setDeleting] = useState(false);
  const done = (text: string) => {
    toast.done(text);
    reload();
    onClose();
    return undefined;
  };
  const save = () =>
    run(found(), async () => {
      if (entry) await gnomon.send('PUT', `${path}/${entry.number}`, body);
      else await gnomon.send('POST', path, body);
      return done(t('files.saved', { name }));
    });
  const remove = () =>
    run([], async () => {
      if (entry)
        await gnomon.request(`${path}/${entry.number}`, {
          method: 'DELETE',
          headers: matching(entry.version),
        });
      return done(t('receivers.deleted', { name }));
    });
  return (
    <form
      className="form"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      {entry?.file && <Whereabouts place={entry} />}
      {children(key => problems.find(problem => problem.path === `/${key}`)?.message)}
      <Outcome result={result} />
      {deleting && (
        <Banner tone="warn" title={t('receivers.deleteTitle', { name })}>
          <div className="form">
            {deletion}
            <div className="controls end">
              <Button onClick={() => setDeleting(false)}>{t('receivers.keep')}</Button>
              <Button variant="filled" color="red.9" loading={busy} onClick={() => void remove()}>
                {t('entries.delete')}
              </Button>
            </div>
          </div>
        </Banner>
      )}
      <div className="controls end">
        {entry && deletion !== undefined && !deleting && (
          <Button color="red" variant="light" disabled={readOnly} onClick={() => setDeleting(true)}>
            {t('entries.delete')}
          </Button>
        )}
        <Button onClick={onClose}>{t('form.close')}</Button>
        <Button type="submit" variant="filled" loading={busy} disabled={readOnly}>
          {t('files.save')}
        </Button>
      </div>
    </form>
  );
}
