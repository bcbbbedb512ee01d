import { useState } from 'react';
import { useMay } from '../api/queries.ts';
import { Button } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { ListTable } from '../shell/ListTable.tsx';
import { t } from '../texts/t.ts';
import { ALERT_LOOK, ALERT_STATES, AlertTable } from './AlertTable.tsx';
import type { AlertGroup } from './alertFilter.ts';
import { equalMatcher } from './matchers.ts';
import { SilenceDialog } from './SilenceDialog.tsx';
import type { Matcher } from './types.ts';

/** Alerts by the values of a label: how many there are in which state; a group opens to its alerts, and is silenced as one. */
export function AlertGroups({
  label,
  groups,
  matchers,
  onPick,
}: {
  label: string;
  groups: readonly AlertGroup[];
  /** What the alerts were filtered by; a silence of a group is for these only. */
  matchers: readonly Matcher[];
  onPick: (name: string, value: string) => void;
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [silenced, setSilenced] = useState<string>();
  const user = useMay('viewer');
  const turn = (value: string) => {
    const next = new Set(open);
    if (!next.delete(value)) next.add(value);
    setOpen(next);
  };
  return (
    <>
      <ListTable
        className="alerting"
        rows={groups}
        keyOf={group => group.value}
        columns={[
          {
            title: label,
            className: 'break',
            cell: ({ value }) => (
              <button
                type="button"
                className="plain strong"
                aria-expanded={open.has(value)}
                onClick={() => turn(value)}
              >
                {value || t('alerts.without', { label })}
              </button>
            ),
          },
          {
            title: t('alerts.tab.alerts'),
            cell: ({ counts }) => (
              <div className="counts">
                {ALERT_STATES.filter(state => counts.has(state)).map(state => (
                  <span key={state} className={`health ${ALERT_LOOK[state]}`}>
                    {counts.get(state)} {t(`alerts.state.${state}`)}
                  </span>
                ))}
              </div>
            ),
          },
        ]}
        actions={({ value }) => (
          <Button
            disabled={!user}
            leftSection={<Icon name="silence" size={14} />}
            onClick={() => setSilenced(value)}
          >
            {t('alerts.silence')}
          </Button>
        )}
        below={group => open.has(group.value) && <AlertTable alerts={group.alerts} onPick={onPick} />}
      />
      {silenced !== undefined && (
        <SilenceDialog
          matchers={[equalMatcher(label, silenced), ...matchers.filter(({ name }) => name !== label)]}
          onClose={() => setSilenced(undefined)}
        />
      )}
    </>
  );
}
