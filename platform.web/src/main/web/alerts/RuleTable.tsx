import { asText } from '../display/display.ts';
import { fromNow, unit } from '../display/units.ts';
import { LabelChips } from '../shell/LabelChips.tsx';
import { ListTable } from '../shell/ListTable.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { t } from '../texts/t.ts';
import { type PlacedRule, ruleAddress } from './rules.ts';
import type { Rule } from './types.ts';

const LOOK = { firing: 'bad', pending: 'warn', inactive: 'good', unknown: 'idle' } as const;

/** Rules with their state, their place and what their evaluation takes. */
export function RuleTable({ rules }: { rules: readonly PlacedRule[] }) {
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
