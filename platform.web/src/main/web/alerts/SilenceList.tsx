import { SegmentedControl, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { alertmanager } from '../api/client.ts';
import { useMay } from '../api/queries.ts';
import { dateTime, fromNow } from '../display/units.ts';
import { useParameter } from '../router.ts';
import { ConfirmDialog } from '../shell/ConfirmDialog.tsx';
import { Button } from '../shell/controls.tsx';
import { ListTable } from '../shell/ListTable.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { matchesWords } from '../shell/words.ts';
import { t } from '../texts/t.ts';
import { useNotifiedAlerts, useSilences } from './api.ts';
import { MatcherChips } from './MatcherChips.tsx';
import { matcherText, readMatchers } from './matchers.ts';
import { RecurringList } from './RecurringList.tsx';
import { SilenceDialog } from './SilenceDialog.tsx';
import { SilenceState } from './SilenceState.tsx';
import type { Matcher, Silence } from './types.ts';
import { useEnding } from './useEnding.ts';

const NO_MATCHER: readonly Matcher[] = [{ name: '', value: '', isEqual: true, isRegex: false }];

/** Silences, those that count and those that are over, and the recurring ones that make some of them. */
export function SilenceList() {
  // A link may bring the matchers of a silence that is to be made.
  const [wanted, setWanted] = useParameter('new');
  const asked = readMatchers(wanted).matchers;
  const [making, setMaking] = useState<'once' | 'recurring' | undefined>(wanted ? 'once' : undefined);
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
        <RecurringList />
      </section>
      {making && (
        <SilenceDialog
          matchers={asked.length > 0 ? asked : NO_MATCHER}
          recurring={making === 'recurring'}
          onClose={() => {
            setMaking(undefined);
            setWanted('');
          }}
        />
      )}
    </>
  );
}

function Silences() {
  const [state, setState] = useParameter('state', 'current');
  const [filter, setFilter] = useParameter('filter');
  const [opened, setOpened] = useState<Silence>();
  const [ending, setEnding] = useState<Silence>();
  const user = useMay('viewer');
  const silences = useSilences();
  const covered = useCoverage();
  const expire = useEnding((id: string) => alertmanager.send('DELETE', `silence/${id}`), 'silences.ended');
  const fitting = silences.data?.filter(({ id, comment, createdBy, matchers }) =>
    matchesWords(filter, [id, comment, createdBy, ...matchers.map(matcherText)]),
  );
  const expired = fitting?.filter(isExpired) ?? [];
  const current = fitting?.filter(silence => !isExpired(silence)) ?? [];
  const shown = state === 'expired' ? expired : current;
  return (
    <>
      <div className="toolbar">
        <TextInput
          size="xs"
          w={320}
          placeholder={t('silences.filter')}
          aria-label={t('silences.filter')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          value={state}
          onChange={setState}
          data={[
            { value: 'current', label: `${t('silences.current')} ${current.length}` },
            { value: 'expired', label: `${t('silences.state.expired')} ${expired.length}` },
          ]}
        />
      </div>
      <Loaded query={silences} failure={t('silences.notLoaded')}>
        {() =>
          shown.length === 0 ? (
            filter ? (
              <Empty title={t('silences.noMatch')} text={t('targets.noMatchHint')} />
            ) : (
              <Empty title={t('silences.none')} text={t('silences.noneHint')} />
            )
          ) : (
            <ListTable
              className="silences alerting"
              rows={shown}
              keyOf={silence => silence.id}
              columns={[
                {
                  title: t('alerts.column.state'),
                  cell: ({ status }) => <SilenceState state={status.state} />,
                },
                {
                  title: t('silences.matchers'),
                  cell: silence => <MatcherChips texts={silence.matchers.map(matcherText)} />,
                },
                {
                  title: t('alerts.tab.alerts'),
                  number: true,
                  cell: silence => <Covers silence={silence} count={covered.get(silence.id) ?? 0} />,
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
                { title: t('silences.when'), cell: silence => <Times silence={silence} /> },
              ]}
              actions={silence =>
                isExpired(silence) ? (
                  <Button disabled={!user} onClick={() => setOpened(silence)}>
                    {t('silences.again')}
                  </Button>
                ) : (
                  <>
                    <Button disabled={!user} onClick={() => setOpened(silence)}>
                      {t('sources.edit')}
                    </Button>
                    <Button disabled={!user} onClick={() => setEnding(silence)}>
                      {t('silences.expire')}
                    </Button>
                  </>
                )
              }
            />
          )
        }
      </Loaded>
      {opened && (
        <SilenceDialog
          matchers={opened.matchers}
          given={{
            ...(!isExpired(opened) && { id: opened.id }),
            comment: opened.comment,
            once: opened,
          }}
          onClose={() => setOpened(undefined)}
        />
      )}
      {ending && (
        <ConfirmDialog
          title={t('silences.expireTitle')}
          hint={t('silences.expireHint', { count: covered.get(ending.id) ?? 0 })}
          action={t('silences.expire')}
          keep={t('silences.keep')}
          onConfirm={() => expire.mutate(ending.id)}
          onClose={() => setEnding(undefined)}
        />
      )}
    </>
  );
}

function isExpired({ status }: Silence): boolean {
  return status.state === 'expired';
}

/** How many alerts each silence holds back now, by its id. */
function useCoverage(): ReadonlyMap<string, number> {
  const alerts = useNotifiedAlerts().data;
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const id of alerts?.flatMap(alert => alert.status.silencedBy) ?? [])
      counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  }, [alerts]);
}

/** The number leads to the alerts. */
function Covers({ silence, count }: { silence: Silence; count: number }) {
  const text = t('silences.holds', { count });
  if (count === 0) return text;
  return (
    <PageLink path="alerts" parameters={{ filter: silence.matchers.map(matcherText).join(' ') }}>
      {text}
    </PageLink>
  );
}

/** When it ends, or begins when it has not begun yet; the times themselves below. */
function Times({ silence }: { silence: Silence }) {
  const starts = Date.parse(silence.startsAt);
  const ends = Date.parse(silence.endsAt);
  return (
    <>
      {silence.status.state === 'pending'
        ? t('silences.begins', { when: fromNow(starts) })
        : t(isExpired(silence) ? 'silences.over' : 'silences.stillFor', { when: fromNow(ends) })}
      <div className="hint">
        <span className="nowrap">{dateTime(starts)} –</span> <span className="nowrap">{dateTime(ends)}</span>
      </div>
    </>
  );
}
