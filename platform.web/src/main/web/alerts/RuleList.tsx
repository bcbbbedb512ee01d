import { SegmentedControl, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useMay } from '../api/queries.ts';
import { asText } from '../display/display.ts';
import { fromNow, unit } from '../display/units.ts';
import { go } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { LabelChips } from '../shell/LabelChips.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { useRuleGroups } from './api.ts';
import { matchingRules, type PlacedRule, placed, type RuleFilter, ruleAddress } from './rules.ts';
import type { Rule } from './types.ts';

const FILTERS: readonly RuleFilter[] = ['all', 'firing', 'pending', 'inactive', 'recording'];
const LOOK = { firing: 'bad', pending: 'warn', inactive: 'good', unknown: 'idle' } as const;

/** All rules, alerting and recording, with their state. */
export function RuleList() {
  const [filter, setFilter] = useState('');
  const [state, setState] = useState<RuleFilter>('all');
  const editor = useMay('editor');
  const groups = useRuleGroups();
  const rules = useMemo(() => placed(groups.data ?? []), [groups.data]);
  const shown = matchingRules(rules, filter, state);
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
          onChange={value => setState(value as RuleFilter)}
          data={FILTERS.map(value => ({ value, label: t(`rules.state.${value}`) }))}
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
            <TableBox>
              <table className="rules">
                <thead>
                  <tr>
                    <th scope="col">{t('alerts.column.state')}</th>
                    <th scope="col">{t('rules.name')}</th>
                    <th scope="col">{t('rules.expression')}</th>
                    <th scope="col">{t('rules.group')}</th>
                    <th scope="col" className="number">
                      {t('rules.evaluated')}
                    </th>
                    <th scope="col" className="number">
                      {t('targets.took')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map(rule => (
                    <Row key={`${rule.file} ${rule.group} ${rule.index}`} placedRule={rule} />
                  ))}
                </tbody>
              </table>
            </TableBox>
          )
        }
      </Loaded>
    </>
  );
}

function Row({ placedRule }: { placedRule: PlacedRule }) {
  const { rule, group } = placedRule;
  const evaluated = Date.parse(rule.lastEvaluation);
  return (
    <tr>
      <td>
        <RuleHealth rule={rule} />
      </td>
      <td>
        <PageLink className="strong" path="alerts/rule" parameters={ruleAddress(placedRule)}>
          {rule.name}
        </PageLink>
        <div>
          <LabelChips labels={rule.labels ?? {}} />
        </div>
      </td>
      <td className="mono break">
        {rule.query}
        {rule.lastError && <div className="problem">{rule.lastError}</div>}
      </td>
      <td className="break">{group}</td>
      <td className="number">{evaluated > 0 ? fromNow(evaluated) : t('targets.never')}</td>
      <td className="number">{asText({ ...unit('s')(rule.evaluationTime), numeric: 0 })}</td>
    </tr>
  );
}

/** State of an alerting rule, health of a recording one; that it cannot be evaluated goes before both. */
export function RuleHealth({ rule }: { rule: Rule }) {
  if (rule.health === 'err') return <span className="health bad">{t('rules.failing')}</span>;
  if (!rule.state) return <span className="health idle">{t('rules.state.recording')}</span>;
  const count = rule.alerts?.filter(alert => alert.state === rule.state).length ?? 0;
  return (
    <span className={`health ${LOOK[rule.state]}`}>
      {t(`rules.state.${rule.state}`)} {rule.state !== 'inactive' && count > 0 && count}
    </span>
  );
}
