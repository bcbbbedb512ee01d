import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useMay } from '../api/queries.ts';
import { ConfirmDialog } from '../shell/ConfirmDialog.tsx';
import { Button } from '../shell/controls.tsx';
import { ListTable } from '../shell/ListTable.tsx';
import { Loaded } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { alertFilter } from './alertFilter.ts';
import { useRecurringSilences } from './api.ts';
import { MatcherChips } from './MatcherChips.tsx';
import { intervalText } from './RecurrenceFields.tsx';
import { SilenceDialog } from './SilenceDialog.tsx';
import { SilenceState } from './SilenceState.tsx';
import type { RecurringSilence } from './types.ts';
import { useEnding } from './useEnding.ts';

/** Silences that come again; those that the form can show are changed in it. */
export function RecurringList() {
  const [opened, setOpened] = useState<RecurringSilence>();
  const [ending, setEnding] = useState<RecurringSilence>();
  const editor = useMay('editor');
  const silences = useRecurringSilences();
  const remove = useEnding((id: string) => gnomon.send('DELETE', `silences/${id}`), 'silences.deleted');
  return (
    <>
      <Loaded query={silences} failure={t('silences.notLoaded')}>
        {list =>
          list.length === 0 ? (
            <p className="hint">{t('silences.recurringHint')}</p>
          ) : (
            <ListTable
              className="silences alerting"
              rows={list}
              keyOf={silence => silence.id}
              columns={[
                {
                  title: t('alerts.column.state'),
                  cell: ({ active }) => <SilenceState state={active ? 'active' : 'pending'} />,
                },
                {
                  title: t('silences.matchers'),
                  cell: silence => <MatcherChips texts={silence.matchers} />,
                },
                {
                  title: t('silences.comment'),
                  className: 'break',
                  cell: ({ comment, createdBy }) => (
                    <>
                      {comment}
                      <div className="hint">{createdBy}</div>
                    </>
                  ),
                },
                {
                  title: t('silences.when'),
                  cell: ({ timeIntervals }) =>
                    timeIntervals.map(interval => (
                      <div key={intervalText(interval)}>{intervalText(interval)}</div>
                    )),
                },
              ]}
              actions={silence => (
                <>
                  {isEditable(silence) && (
                    <Button disabled={!editor} onClick={() => setOpened(silence)}>
                      {t('sources.edit')}
                    </Button>
                  )}
                  <Button disabled={!editor} onClick={() => setEnding(silence)}>
                    {t('silences.delete')}
                  </Button>
                </>
              )}
            />
          )
        }
      </Loaded>
      {opened && (
        <SilenceDialog
          matchers={alertFilter(opened.matchers.join(' ')).matchers}
          recurring
          given={{ id: opened.id, comment: opened.comment, interval: opened.timeIntervals[0] }}
          onClose={() => setOpened(undefined)}
        />
      )}
      {ending && (
        <ConfirmDialog
          title={t('silences.deleteTitle')}
          hint={t('silences.deleteHint')}
          action={t('silences.delete')}
          keep={t('silences.keep')}
          onConfirm={() => remove.mutate(ending.id)}
          onClose={() => setEnding(undefined)}
        />
      )}
    </>
  );
}

const SHOWN: readonly string[] = ['times', 'weekdays', 'location'];

/** The form has one span of time on days of the week; days of the month and the like are written by the API only. */
function isEditable({ timeIntervals }: RecurringSilence): boolean {
  const [interval, ...more] = timeIntervals;
  return (
    more.length === 0 &&
    (interval?.times?.length ?? 0) <= 1 &&
    Object.keys(interval ?? {}).every(name => SHOWN.includes(name)) &&
    (interval?.weekdays ?? []).every(day => !day.includes(':'))
  );
}
