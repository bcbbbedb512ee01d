import { SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useMay } from '../api/queries.ts';
import { go, useParameter } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { useRuleGroups } from './api.ts';
import { RuleGroups } from './RuleGroups.tsx';
import { RuleTable } from './RuleTable.tsx';
import { isOf, matchingRules, placed, type RuleFilter } from './rules.ts';

const FILTERS: readonly RuleFilter[] = ['all', 'failing', 'firing', 'pending', 'inactive', 'recording'];

/** All rules, alerting and recording, with their state; what is asked for stands in the address. */
export function RuleList() {
  const [filter, setFilter] = useParameter('filter');
  const [wanted, setWanted] = useParameter('state', 'all');
  const [grouped, setGrouped] = useParameter('by');
  const editor = useMay('editor');
  const groups = useRuleGroups();
  const rules = useMemo(() => placed(groups.data ?? []), [groups.data]);
  const fitting = useMemo(() => matchingRules(rules, filter), [rules, filter]);
  const state = FILTERS.find(each => each === wanted) ?? 'all';
  const shown = fitting.filter(({ rule }) => isOf(rule, state));
  const count = (each: RuleFilter) => fitting.filter(({ rule }) => isOf(rule, each)).length;
  return (
    <>
      <div className="toolbar">
        <TextInput
          size="xs"
          w={320}
          placeholder={t('rules.filter')}
          aria-label={t('rules.filter')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          value={state}
          onChange={setWanted}
          data={FILTERS.filter(each => each !== 'failing' || each === state || count(each) > 0).map(
            value => ({ value, label: `${t(`rules.state.${value}`)} ${count(value)}` }),
          )}
        />
        <Switch
          label={t('rules.byGroup')}
          checked={grouped === 'group'}
          onChange={event => setGrouped(event.currentTarget.checked ? 'group' : '')}
        />
        <Button variant="filled" disabled={!editor} onClick={() => go('alerts/edit')}>
          {t('rules.new')}
        </Button>
      </div>
      <Loaded query={groups} failure={t('rules.notLoaded')}>
        {() =>
          rules.length === 0 ? (
            <Empty title={t('rules.none')} text={t('rules.noneHint')} />
          ) : shown.length === 0 ? (
            <Empty title={t('rules.noMatch')} text={t('targets.noMatchHint')} />
          ) : grouped === 'group' ? (
            <RuleGroups rules={shown} groups={groups.data ?? []} />
          ) : (
            <RuleTable rules={shown} />
          )
        }
      </Loaded>
    </>
  );
}
