import { SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { alertmanager, gnomon } from '../api/client.ts';
import { useMay } from '../api/queries.ts';
import { dateTime, fromNow } from '../display/units.ts';
import { Button } from '../shell/controls.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { useRecurringSilences, useReloadAlerting, useSilences } from './api.ts';
import { matcherText } from './matchers.ts';
import { intervalText } from './RecurrenceFields.tsx';
import { SilenceDialog } from './SilenceDialog.tsx';
import type { RecurringSilence, Silence } from './types.ts';

const LOOK = { active: 'good', pending: 'warn', expired: 'idle' } as const;

/** Silences, those that count and those that are over, and the recurring ones that make some of them. */
export function SilenceList() {
  const [making, setMaking] = useState<'once' | 'recurring'>();
  const user = useMay('viewer');
  const editor = useMay('editor');
  return (
    <>
      <section>
        <h2 className="section-title">
          {t('alerts.tab.silences')}
          <Button disabled={!user} onClick={() => setMaking('once')}>
            {t('silences.new')}
          </Button>
        </h2>
        <Silences />
      </section>
      <section>
        <h2 className="section-title">
          {t('silences.recurring')}
          <Button disabled={!editor} onClick={() => setMaking('recurring')}>
            {t('silences.newRecurring')}
          </Button>
        </h2>
        <Recurring />
      </section>
      {making && (
        <SilenceDialog
          matchers={[{ name: '', value: '', isEqual: true, isRegex: false }]}
          recurring={making === 'recurring'}
          onClose={() => setMaking(undefined)}
        />
      )}
    </>
  );
}

function Silences() {
  const [state, setState] = useState<'current' | 'expired'>('current');
  const user = useMay('viewer');
  const silences = useSilences();
  const expire = useEnding((id: string) => alertmanager.send('DELETE', `silence/${id}`));
  const shown = silences.data?.filter(
    silence => (silence.status.state === 'expired') === (state === 'expired'),
  );
  return (
    <>
      <div className="toolbar">
        <SegmentedControl
          size="xs"
          value={state}
          onChange={value => setState(value as 'current' | 'expired')}
          data={[
            { value: 'current', label: t('silences.current') },
            { value: 'expired', label: t('silences.state.expired') },
          ]}
        />
      </div>
      <Loaded query={silences} failure={t('silences.notLoaded')}>
        {() =>
          shown?.length ? (
            <TableBox>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('alerts.column.state')}</th>
                    <th scope="col">{t('silences.matchers')}</th>
                    <th scope="col">{t('silences.comment')}</th>
                    <th scope="col">{t('silences.ends')}</th>
                    <th scope="col" aria-label={t('plugins.actions')} />
                  </tr>
                </thead>
                <tbody>
                  {shown.map(silence => (
                    <Row
                      key={silence.id}
                      silence={silence}
                      onExpire={user && state === 'current' ? () => expire.mutate(silence.id) : undefined}
                    />
                  ))}
                </tbody>
              </table>
            </TableBox>
          ) : (
            <Empty title={t('silences.none')} text={t('silences.noneHint')} />
          )
        }
      </Loaded>
    </>
  );
}

function Row({ silence, onExpire }: { silence: Silence; onExpire: (() => void) | undefined }) {
  const { state } = silence.status;
  const ends = Date.parse(silence.endsAt);
  return (
    <tr>
      <td>
        <span className={`health ${LOOK[state]}`}>{t(`silences.state.${state}`)}</span>
      </td>
      <td>
        <MatcherChips texts={silence.matchers.map(matcherText)} />
      </td>
      <td>
        {silence.comment}
        <div className="hint">{silence.createdBy}</div>
      </td>
      <td title={dateTime(ends)}>{fromNow(ends)}</td>
      <td>
        <div className="controls end">
          {state !== 'expired' && (
            <Button disabled={!onExpire} {...(onExpire && { onClick: onExpire })}>
              {t('silences.expire')}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}

function Recurring() {
  const editor = useMay('editor');
  const silences = useRecurringSilences();
  const remove = useEnding((id: string) => gnomon.send('DELETE', `silences/${id}`));
  return (
    <Loaded query={silences} failure={t('silences.notLoaded')}>
      {list =>
        list.length === 0 ? (
          <p className="hint">{t('silences.recurringHint')}</p>
        ) : (
          <TableBox>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('alerts.column.state')}</th>
                  <th scope="col">{t('silences.matchers')}</th>
                  <th scope="col">{t('silences.when')}</th>
                  <th scope="col">{t('silences.comment')}</th>
                  <th scope="col" aria-label={t('plugins.actions')} />
                </tr>
              </thead>
              <tbody>
                {list.map(silence => (
                  <RecurringRow
                    key={silence.id}
                    silence={silence}
                    editor={editor}
                    onDelete={() => remove.mutate(silence.id)}
                  />
                ))}
              </tbody>
            </table>
          </TableBox>
        )
      }
    </Loaded>
  );
}

function RecurringRow({
  silence,
  editor,
  onDelete,
}: {
  silence: RecurringSilence;
  editor: boolean;
  onDelete: () => void;
}) {
  const state = silence.active ? 'active' : 'pending';
  return (
    <tr>
      <td>
        <span className={`health ${LOOK[state]}`}>{t(`silences.state.${state}`)}</span>
      </td>
      <td>
        <MatcherChips texts={silence.matchers} />
      </td>
      <td>
        {silence.timeIntervals.map(interval => (
          <div key={intervalText(interval)}>{intervalText(interval)}</div>
        ))}
      </td>
      <td>
        {silence.comment}
        <div className="hint">{silence.createdBy}</div>
      </td>
      <td>
        <div className="controls end">
          <Button disabled={!editor} onClick={onDelete}>
            {t('silences.delete')}
          </Button>
        </div>
      </td>
    </tr>
  );
}

export function MatcherChips({ texts }: { texts: readonly string[] }) {
  return texts.map(text => (
    <span className="chip mono" key={text}>
      {text}
    </span>
  ));
}

function useEnding(end: (id: string) => Promise<unknown>) {
  const reload = useReloadAlerting();
  return useMutation({
    mutationFn: end,
    onError: error => toast.failed(error.message),
    onSettled: reload,
  });
}
