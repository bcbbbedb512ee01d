import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useMay } from '../api/queries.ts';
import { useParameter } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { AlertGroups } from './AlertGroups.tsx';
import { ALERT_STATES, AlertTable } from './AlertTable.tsx';
import {
  alertFilter,
  alertGroups,
  labelNames,
  matchingAlerts,
  stateCounts,
  withMatcher,
} from './alertFilter.ts';
import { useAcknowledgements, useNotifiedAlerts, useRuleGroups } from './api.ts';
import { equalMatcher } from './matchers.ts';
import { listedAlerts } from './rules.ts';
import { SilenceDialog } from './SilenceDialog.tsx';

/** All alerts that are active now; what is asked for stands in the address. */
export function AlertList() {
  const [text, setText] = useParameter('filter');
  const [wanted, setWanted] = useParameter('state', 'all');
  const [by, setBy] = useParameter('by');
  const [silencing, setSilencing] = useState(false);
  const user = useMay('viewer');
  const notified = useNotifiedAlerts();
  const groups = useRuleGroups().data;
  const acknowledgements = useAcknowledgements().data;
  const all = useMemo(
    () =>
      listedAlerts(
        notified.data ?? [],
        groups ?? [],
        new Set(acknowledgements?.flatMap(given => given.fingerprints)),
      ),
    [notified.data, groups, acknowledgements],
  );
  const filter = useMemo(() => alertFilter(text), [text]);
  const fitting = useMemo(() => matchingAlerts(all, filter), [all, filter]);
  const state = ALERT_STATES.find(each => each === wanted) ?? 'all';
  const shown = state === 'all' ? fitting : fitting.filter(alert => alert.state === state);
  const counts = stateCounts(fitting);
  const labels = useMemo(() => labelNames(all), [all]);
  const pick = (name: string, value: string) => setText(withMatcher(text, equalMatcher(name, value)));
  return (
    <>
      <div className="toolbar">
        <TextInput
          size="xs"
          w={320}
          placeholder={t('alerts.filter')}
          aria-label={t('alerts.filter')}
          value={text}
          error={filter.wrong !== undefined && t('alerts.wrongRegex', { value: filter.wrong })}
          onChange={event => setText(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          value={state}
          onChange={setWanted}
          data={[
            { value: 'all', label: `${t('alerts.all')} ${fitting.length}` },
            ...ALERT_STATES.filter(each => each === 'firing' || each === state || counts.has(each)).map(
              each => ({ value: each, label: `${t(`alerts.state.${each}`)} ${counts.get(each) ?? 0}` }),
            ),
          ]}
        />
        <Select
          size="xs"
          w={200}
          aria-label={t('alerts.by')}
          data={[
            { value: '', label: t('alerts.ungrouped') },
            ...labels.map(label => ({ value: label, label: t('alerts.byLabel', { label }) })),
          ]}
          value={by}
          allowDeselect={false}
          searchable={labels.length > 10}
          onChange={value => setBy(value ?? '')}
        />
        {filter.matchers.length > 0 && (
          <Button disabled={!user || filter.wrong !== undefined} onClick={() => setSilencing(true)}>
            {t('alerts.silenceThese')}
          </Button>
        )}
      </div>
      <Loaded query={notified} failure={t('alerts.notLoaded')}>
        {() =>
          all.length === 0 ? (
            <Empty title={t('alerts.none')} text={t('alerts.noneHint')} />
          ) : shown.length === 0 ? (
            <Empty title={t('alerts.noMatch')} text={t('targets.noMatchHint')} />
          ) : by ? (
            <AlertGroups
              key={by}
              label={by}
              groups={alertGroups(shown, by)}
              matchers={filter.matchers}
              onPick={pick}
            />
          ) : (
            <AlertTable alerts={shown} onPick={pick} />
          )
        }
      </Loaded>
      {silencing && <SilenceDialog matchers={filter.matchers} onClose={() => setSilencing(false)} />}
    </>
  );
}
