import { Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { useReloadAlerting } from './api.ts';
import { matching } from './files.ts';
import { MatcherChips } from './MatcherChips.tsx';
import { receiverPath } from './receivers.ts';
import type { WrittenReceiver } from './types.ts';

/** Asks before a receiver is deleted, and who takes its place in the routes that name it. */
export function ReceiverDeletion({
  receiver,
  others,
  onDeleted,
  onKeep,
}: {
  receiver: WrittenReceiver;
  /** Receivers that may take its place. */
  others: readonly string[];
  onDeleted: () => void;
  onKeep: () => void;
}) {
  const { name, routes, version } = receiver;
  const reload = useReloadAlerting();
  const [replacement, setReplacement] = useState<string | null>(null);
  const deletion = useMutation({
    mutationFn: () => {
      const query = replacement === null ? '' : `?${new URLSearchParams({ replacement })}`;
      return gnomon.request(receiverPath(receiver) + query, { method: 'DELETE', headers: matching(version) });
    },
    onSuccess: () => {
      toast.done(t('receivers.deleted', { name }));
      reload();
      onDeleted();
    },
  });
  const used = routes.length > 0;
  return (
    <Banner tone="warn" title={t('receivers.deleteTitle', { name })}>
      <div className="form">
        {used ? (
          <>
            <span>{t('receivers.used', { count: routes.length })}</span>
            <ul className="named-by">
              {routes.map(({ place, matchers }) => (
                <li key={place}>
                  {matchers.length > 0 ? (
                    <MatcherChips texts={matchers} />
                  ) : (
                    <span className="chip">{t('routes.everything')}</span>
                  )}{' '}
                  <span className="hint mono">{place}</span>
                </li>
              ))}
            </ul>
            <Select
              label={t('receivers.replacement')}
              description={others.length === 0 ? t('receivers.noOther') : undefined}
              data={[...others]}
              value={replacement}
              disabled={others.length === 0}
              onChange={setReplacement}
            />
          </>
        ) : (
          <span>{t('receivers.unused')}</span>
        )}
        {deletion.isError && <div className="problem">{deletion.error.message}</div>}
        <div className="controls end">
          <Button onClick={onKeep}>{t('receivers.keep')}</Button>
          <Button
            variant="filled"
            color="red.9"
            disabled={used && replacement === null}
            loading={deletion.isPending}
            onClick={() => deletion.mutate()}
          >
            {t('receivers.delete')}
          </Button>
        </div>
      </div>
    </Banner>
  );
}
