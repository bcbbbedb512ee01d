import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useMay } from '../api/queries.ts';
import { Button } from '../shell/controls.tsx';
import { Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { RECEIVERS } from './api.ts';
import { ReceiverDialog } from './ReceiverDialog.tsx';
import type { Receiver } from './types.ts';

/** The receivers, their forms and their tests. */
export function ReceiverList() {
  const admin = useMay('admin');
  const [edited, setEdited] = useState<{ readonly name: string | undefined }>();
  const receivers = useQuery(RECEIVERS);
  return (
    <section>
      <h2 className="section-title">
        {t('receivers.title')}
        <Button disabled={!admin} onClick={() => setEdited({ name: undefined })}>
          {t('receivers.new')}
        </Button>
      </h2>
      <Loaded query={receivers} failure={t('receivers.notLoaded')}>
        {list => (
          <TableBox>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('sources.name')}</th>
                  <th scope="col">{t('receivers.channels')}</th>
                  <th scope="col" aria-label={t('plugins.actions')} />
                </tr>
              </thead>
              <tbody>
                {list.map(receiver => (
                  <ReceiverRow
                    key={receiver.name}
                    receiver={receiver}
                    onEdit={() => setEdited({ name: receiver.name })}
                  />
                ))}
              </tbody>
            </table>
          </TableBox>
        )}
      </Loaded>
      {edited && (
        <ReceiverDialog
          name={edited.name}
          taken={receivers.data?.map(receiver => receiver.name) ?? []}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}

interface Tried {
  readonly type: string;
  readonly index: number;
  readonly ok: boolean;
  readonly message: string;
}

/** A receiver; "send test" goes through each of its channels and tells what came of it. */
function ReceiverRow({ receiver, onEdit }: { receiver: Receiver; onEdit: () => void }) {
  const admin = useMay('admin');
  const test = useMutation({
    mutationFn: () =>
      gnomon.send<Tried[]>('POST', `alerting/receivers/${encodeURIComponent(receiver.name)}/test`, {}),
  });
  return (
    <tr>
      <td>{receiver.name}</td>
      <td>
        {receiver.channels.map(({ type, index }) => (
          <span className="chip" key={`${type} ${index}`}>
            {type}
          </span>
        ))}
        {receiver.channels.length === 0 && <span className="hint">{t('receivers.nobody')}</span>}
        {test.isError && <div className="problem">{test.error.message}</div>}
        {test.data?.map(({ type, index, ok, message }) => (
          <div key={`${type} ${index}`} role="status">
            <span className={`health ${ok ? 'good' : 'bad'}`}>{type}</span> {message}
          </div>
        ))}
      </td>
      <td>
        <div className="controls end">
          <Button disabled={!admin} onClick={onEdit}>
            {t('sources.edit')}
          </Button>
          {receiver.channels.length > 0 && (
            <Button disabled={!admin} loading={test.isPending} onClick={() => test.mutate()}>
              {t('channels.test')}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}
