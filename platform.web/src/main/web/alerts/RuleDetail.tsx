import type { Labels } from '@gnomon/plugin-api';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useMay } from '../api/queries.ts';
import { fromNow } from '../display/units.ts';
import { addressOf, go, usePlace } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { Facts } from '../shell/Facts.tsx';
import { LabelChips } from '../shell/LabelChips.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { setTitle } from '../shell/title.ts';
import { t } from '../texts/t.ts';
import type { RawRange } from '../time/range.ts';
import { shortDuration } from '../time/spans.ts';
import { TimePicker } from '../time/TimePicker.tsx';
import { AlertTable } from './AlertTable.tsx';
import { useAcknowledgements, useNotifiedAlerts, useRuleGroups } from './api.ts';
import { useFiles } from './files.ts';
import { HistoryViews } from './HistoryViews.tsx';
import { RuleHealth } from './RuleTable.tsx';
import { listedAlerts, type PlacedRule, placed, ruleAddress, ruleAt, ruleOf } from './rules.ts';
import { type Compared, compared } from './threshold.ts';
import type { Rule } from './types.ts';
import { WatchedGraph } from './WatchedGraph.tsx';

/** A rule: what it watches as a graph with its threshold, its alerts now, and what happened before. */
export function RuleDetail() {
  const { parameters } = usePlace();
  const groups = useRuleGroups();
  return (
    <Loaded query={groups} failure={t('rules.notLoaded')}>
      {all => {
        const rules = placed(all);
        const found = ruleAt(rules, parameters);
        return found ? (
          <Detail found={found} rules={rules} />
        ) : (
          <Empty
            title={t('rules.gone')}
            text={t('rules.goneHint')}
            action={<Button onClick={() => go('alerts/rules')}>{t('alerts.tab.rules')}</Button>}
          />
        );
      }}
    </Loaded>
  );
}

function Detail({ found, rules }: { found: PlacedRule; rules: readonly PlacedRule[] }) {
  const { rule, group, file } = found;
  const [range, setRange] = useState<RawRange>({ from: 'now-1h', to: 'now' });
  const [asked, setAsked] = useState(0);
  const editor = useMay('editor');
  const own = useFiles('rules').data?.find(each => each.file === file);
  const watched = useMemo(() => compared(rule.query), [rule.query]);
  useEffect(() => {
    setTitle(rule.name);
  }, [rule.name]);
  const choose = (next: RawRange) => {
    setRange(next);
    setAsked(asked + 1);
  };
  return (
    <>
      <PageHeader
        title={rule.name}
        subtitle={
          <>
            <RuleHealth rule={rule} />
            <PageLink path="alerts/rules">{t('alerts.tab.rules')}</PageLink>
          </>
        }
      >
        <TimePicker range={range} onChange={choose} />
        {own?.readOnly && (
          <Button onClick={() => go('alerts/file', { kind: 'rules', name: own.name, kept: file })}>
            {t('files.showKept')}
          </Button>
        )}
        {own && !own.readOnly && rule.type === 'alerting' && (
          <Button
            variant="filled"
            disabled={!editor}
            onClick={() => go('alerts/edit', { ...ruleAddress(found), name: own.name })}
          >
            {t('sources.edit')}
          </Button>
        )}
      </PageHeader>
      <WatchedGraph watched={watched} range={range} asked={asked} onTimeRange={choose} />
      <RuleFacts found={found} watched={watched} group={group} />
      {rule.type === 'alerting' && <Alerts found={found} rules={rules} />}
    </>
  );
}

function RuleFacts({ found, watched, group }: { found: PlacedRule; watched: Compared; group: string }) {
  const { rule, file } = found;
  const evaluated = Date.parse(rule.lastEvaluation);
  const facts: [string, ReactNode][] = [
    [
      t('rules.expression'),
      <a key="expression" className="mono" href={addressOf('query', { expr: rule.query })}>
        {rule.query}
      </a>,
    ],
    [t('rules.threshold'), watched.threshold],
    [t('rules.for'), rule.duration ? shortDuration(rule.duration) : ''],
    [t('rules.keepFiringFor'), rule.keepFiringFor ? shortDuration(rule.keepFiringFor) : ''],
    [
      t('alerts.column.labels'),
      Object.keys(rule.labels ?? {}).length > 0 && <LabelChips labels={rule.labels ?? {}} />,
    ],
    ...Object.entries(rule.annotations ?? {}),
    [t('rules.group'), `${group} · ${file}`],
    [t('rules.evaluated'), evaluated > 0 ? fromNow(evaluated) : t('targets.never')],
    [t('targets.error'), rule.lastError && <span className="problem">{rule.lastError}</span>],
  ];
  return (
    <section>
      <h2 className="section-title">{t('alerts.rule')}</h2>
      <Facts facts={facts} />
    </section>
  );
}

function Alerts({ found, rules }: { found: PlacedRule; rules: readonly PlacedRule[] }) {
  const notified = useNotifiedAlerts().data ?? [];
  const given = useAcknowledgements().data?.flatMap(each => each.fingerprints);
  const own = { name: found.group, file: found.file, interval: 0, rules: [found.rule] };
  const alerts = listedAlerts(
    notified.filter(alert => ruleOf(alert.labels, rules) === found),
    [own],
    new Set(given),
  );
  return (
    <>
      <section>
        <h2 className="section-title">{t('alerts.tab.alerts')}</h2>
        {alerts.length > 0 ? (
          <AlertTable alerts={alerts} />
        ) : (
          <p className="hint">{t('alerts.noneOfRule')}</p>
        )}
      </section>
      <section>
        <h2 className="section-title">{t('alerts.tab.history')}</h2>
        <HistoryViews
          parameters={{ filter: `alertname=${JSON.stringify(found.rule.name)}` }}
          nameOf={labels => labelsWithout(labels, found.rule)}
        />
      </section>
    </>
  );
}

/** What tells an alert of a rule from the others: its labels but for those that the rule gives to all. */
function labelsWithout(labels: Labels, rule: Rule): string {
  const own = Object.entries(labels).filter(
    ([name, value]) => name !== 'alertname' && rule.labels?.[name] !== value,
  );
  return own.map(([name, value]) => `${name}=${value}`).join(' ') || rule.name;
}
