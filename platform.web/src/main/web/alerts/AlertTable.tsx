import { useState } from 'react';
import { dateTime, fromNow } from '../display/units.ts';
import { LabelChips } from '../shell/LabelChips.tsx';
import { ListTable } from '../shell/ListTable.tsx';
import { t } from '../texts/t.ts';
import { AlertActions } from './AlertActions.tsx';
import { AlertDetail } from './AlertDetail.tsx';
import type { AlertState, ListedAlert } from './rules.ts';

/** How the states look, worst first; also the order of the filter. */
export const ALERT_LOOK: Readonly<Record<AlertState, string>> = {
  firing: 'bad',
  pending: 'warn',
  acknowledged: 'info',
  silenced: 'idle',
  inhibited: 'idle',
  muted: 'idle',
};
export const ALERT_STATES = Object.keys(ALERT_LOOK) as AlertState[];

/** Alerts with what can be done about them; a row opens to tell more. */
export function AlertTable({
  alerts,
  onPick,
}: {
  alerts: readonly ListedAlert[];
  /** Filters by a label whose chip is clicked. */
  onPick?: (name: string, value: string) => void;
}) {
  const [open, setOpen] = useState<string>();
  return (
    <ListTable
      className="alerts alerting"
      rows={alerts}
      keyOf={alert => alert.key}
      columns={[
        {
          title: t('alerts.column.state'),
          cell: ({ state }) => (
            <span className={`health ${ALERT_LOOK[state]}`}>{t(`alerts.state.${state}`)}</span>
          ),
        },
        {
          title: t('alerts.column.alert'),
          className: 'break',
          cell: ({ key, labels, annotations }) => (
            <>
              <button
                type="button"
                className="plain strong"
                aria-expanded={open === key}
                onClick={() => setOpen(open === key ? undefined : key)}
              >
                {labels.alertname ?? t('alerts.nameless')}
              </button>
              <div className="hint clamped">{annotations.summary ?? annotations.description}</div>
            </>
          ),
        },
        {
          title: t('alerts.column.labels'),
          cell: ({ labels }) => <LabelChips labels={labels} without={['alertname']} onPick={onPick} />,
        },
        {
          title: t('alerts.column.since'),
          number: true,
          cell: ({ since }) => <span title={dateTime(Date.parse(since))}>{fromNow(Date.parse(since))}</span>,
        },
      ]}
      actions={alert => <AlertActions alert={alert} />}
      below={alert => open === alert.key && <AlertDetail alert={alert} />}
    />
  );
}
