import { SegmentedControl, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useMay } from '../api/queries.ts';
import { asText } from '../display/display.ts';
import { fromNow, unit } from '../display/units.ts';
import { go, useParameter } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { LabelChips } from '../shell/LabelChips.tsx';
import { ListTable } from '../shell/ListTable.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { useRuleGroups } from './api.ts';
import { isOf, matchingRules, type PlacedRule, placed, type RuleFilter, ruleAddress } from './rules.ts';
import type { Rule } from './types.ts';

const FILTERS: readonly RuleFilter[] = ['all', 'failing', 'firing', 'pending', 'inactive', 'recording'];
const LOOK = { firing: 'bad', pending: 'warn', inactive: 'good', unknown: 'idle' } as const;

/** All rules, alerting and recording, with their state; what is asked for stands in the address. */
export function RuleList() {
  const [filter, setFilter] = useParameter('filter');
  const [wanted, setWanted] = useParameter('state', 'all');
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
          ) : (
            <RuleTable rules={shown} />
          )
        }
      </Loaded>
    </>
  );
}

function RuleTable({ rules }: { rules: readonly PlacedRule[] }) {
  return (
    <ListTable
      className="rules alerting"
      rows={rules}
      keyOf={({ file, group, index }) => `${file} ${group} ${index}`}
      columns={[
        { title: t('alerts.column.state'), cell: ({ rule }) => <RuleHealth rule={rule} /> },
        {
          title: t('rules.name'),
          className: 'break',
          cell: found => (
            <>
              <PageLink className="strong" path="alerts/rule" parameters={ruleAddress(found)}>
                {found.rule.name}
              </PageLink>
              <div>
                <LabelChips labels={found.rule.labels ?? {}} />
              </div>
            </>
          ),
        },
        {
          title: t('rules.expression'),
          className: 'break',
          cell: ({ rule }) => (
            <>
              <span className="mono">{rule.query}</span>
              {rule.lastError && <div className="problem">{rule.lastError}</div>}
            </>
          ),
        },
        {
          title: t('rules.group'),
          className: 'break',
          cell: ({ group, file }) => (
            <>
              {group}
              <div className="hint">{file}</div>
            </>
          ),
        },
        { title: t('rules.evaluated'), number: true, cell: ({ rule }) => evaluated(rule) },
        {
          title: t('targets.took'),
          number: true,
          cell: ({ rule }) => asText({ ...unit('s')(rule.evaluationTime), numeric: 0 }),
        },
      ]}
    />
  );
}

function evaluated({ lastEvaluation }: Rule): string {
  const at = Date.parse(lastEvaluation);
  return at > 0 ? fromNow(at) : t('targets.never');
}

/** State of an alerting rule, health of a recording one; that it cannot be evaluated goes before both. */
export function RuleHealth({ rule }: { rule: Rule }) {
  if (rule.health === 'err') return <span className="health bad">{t('rules.state.failing')}</span>;
  if (!rule.state) return <span className="health idle">{t('rules.state.recording')}</span>;
  const count = rule.alerts?.filter(alert => alert.state === rule.state).length ?? 0;
  return (
    <span className={`health ${LOOK[rule.state]}`}>
      {t(`rules.state.${rule.state}`)} {rule.state !== 'inactive' && count > 0 && count}
    </span>
  );
}
