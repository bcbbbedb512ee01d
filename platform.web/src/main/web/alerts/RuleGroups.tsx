import { useState } from 'react';
import { asText } from '../display/display.ts';
import { unit } from '../display/units.ts';
import { ListTable } from '../shell/ListTable.tsx';
import { t } from '../texts/t.ts';
import { shortDuration } from '../time/spans.ts';
import { RuleTable } from './RuleTable.tsx';
import { isOf, type PlacedRule, type RuleFilter } from './rules.ts';
import type { RuleGroup } from './types.ts';

const COUNTED: readonly (readonly [RuleFilter, string])[] = [
  ['failing', 'bad'],
  ['firing', 'bad'],
  ['pending', 'warn'],
  ['inactive', 'good'],
  ['recording', 'idle'],
];

/** Rules by the groups of their files, which are evaluated together; a group opens to its rules. */
export function RuleGroups({
  rules,
  groups,
}: {
  rules: readonly PlacedRule[];
  groups: readonly RuleGroup[];
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const turn = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  const own = new Map<string, PlacedRule[]>();
  for (const rule of rules) {
    const key = keyOf(rule.file, rule.group);
    own.set(key, [...(own.get(key) ?? []), rule]);
  }
  const ownOf = ({ file, name }: RuleGroup) => own.get(keyOf(file, name)) ?? [];
  return (
    <ListTable
      className="alerting"
      rows={groups.filter(group => ownOf(group).length > 0)}
      keyOf={group => keyOf(group.file, group.name)}
      columns={[
        {
          title: t('rules.group'),
          className: 'break',
          cell: ({ file, name }) => (
            <>
              <button
                type="button"
                className="plain strong"
                aria-expanded={open.has(keyOf(file, name))}
                onClick={() => turn(keyOf(file, name))}
              >
                {name}
              </button>
              <div className="hint">{file}</div>
            </>
          ),
        },
        { title: t('alerts.tab.rules'), cell: group => <Counts rules={ownOf(group)} /> },
        { title: t('rules.interval'), number: true, cell: ({ interval }) => shortDuration(interval) },
        {
          title: t('targets.took'),
          number: true,
          cell: ({ rules: all }) =>
            asText({ ...unit('s')(all.reduce((sum, rule) => sum + rule.evaluationTime, 0)), numeric: 0 }),
        },
      ]}
      below={group => open.has(keyOf(group.file, group.name)) && <RuleTable rules={ownOf(group)} />}
    />
  );
}

function keyOf(file: string, group: string): string {
  return JSON.stringify([file, group]);
}

function Counts({ rules }: { rules: readonly PlacedRule[] }) {
  const counts = COUNTED.map(
    ([state, look]) => [state, look, rules.filter(({ rule }) => isOf(rule, state)).length] as const,
  );
  return (
    <div className="counts">
      {counts
        .filter(([, , count]) => count > 0)
        .map(([state, look, count]) => (
          <span key={state} className={`health ${look}`}>
            {count} {t(`rules.state.${state}`)}
          </span>
        ))}
    </div>
  );
}
