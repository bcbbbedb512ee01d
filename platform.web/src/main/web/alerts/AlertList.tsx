import { SegmentedControl, TextInput } from '@mantine/core';
import { Fragment, useMemo, useState } from 'react';
import { fromNow } from '../display/units.ts';
import { LabelChips } from '../shell/LabelChips.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { AlertActions } from './AlertActions.tsx';
import { AlertDetail } from './AlertDetail.tsx';
import { useAcknowledgements, useNotifiedAlerts, useRuleGroups } from './api.ts';
import { type AlertState, type ListedAlert, listedAlerts, matchingAlerts } from './rules.ts';

/** How the states look, worst first; also the order of the filter. */
export const ALERT_LOOK: Readonly<Record<AlertState, string>> = {
  firing: 'bad',
  pending: 'warn',
  acknowledged: 'info',
  silenced: 'idle',
  inhibited: 'idle',
  muted: 'idle',
};

/** All alerts that are active now. */
export function AlertList() {
  const [filter, setFilter] = useState('');
  const [state, setState] = useState<AlertState | 'all'>('all');
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
  const shown = matchingAlerts(all, filter, state);
  const count = (wanted: AlertState) => all.filter(alert => alert.state === wanted).length;
  return (
    <>
      <div className="toolbar">
        <TextInput
          size="xs"
          w={320}
          placeholder={t('alerts.filter')}
          aria-label={t('alerts.filter')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          value={state}
          onChange={value => setState(value as AlertState | 'all')}
          data={[
            { value: 'all', label: `${t('alerts.all')} ${all.length}` },
            ...(Object.keys(ALERT_LOOK) as AlertState[])
              .filter(each => each === 'firing' || count(each) > 0)
              .map(each => ({ value: each, label: `${t(`alerts.state.${each}`)} ${count(each)}` })),
          ]}
        />
      </div>
      <Loaded query={notified} failure={t('alerts.notLoaded')}>
        {() =>
          all.length === 0 ? (
            <Empty title={t('alerts.none')} text={t('alerts.noneHint')} />
          ) : shown.length === 0 ? (
            <Empty title={t('alerts.noMatch')} text={t('targets.noMatchHint')} />
          ) : (
            <AlertTable alerts={shown} />
          )
        }
      </Loaded>
    </>
  );
}

/** Alerts with what can be done about them; a row opens to tell more. */
export function AlertTable({ alerts }: { alerts: readonly ListedAlert[] }) {
  const [open, setOpen] = useState<string>();
  return (
    <TableBox>
      <table className="alerts">
        <thead>
          <tr>
            <th scope="col">{t('alerts.column.state')}</th>
            <th scope="col">{t('alerts.column.alert')}</th>
            <th scope="col">{t('alerts.column.labels')}</th>
            <th scope="col" className="number">
              {t('alerts.column.since')}
            </th>
            <th scope="col" aria-label={t('plugins.actions')} />
          </tr>
        </thead>
        <tbody>
          {alerts.map(alert => (
            <Fragment key={alert.key}>
              <tr>
                <td>
                  <span className={`health ${ALERT_LOOK[alert.state]}`}>
                    {t(`alerts.state.${alert.state}`)}
                  </span>
                </td>
                <td>
                  <button
                    type="button"
                    className="plain strong"
                    aria-expanded={open === alert.key}
                    onClick={() => setOpen(open === alert.key ? undefined : alert.key)}
                  >
                    {alert.labels.alertname ?? t('alerts.nameless')}
                  </button>
                  <div className="hint">{alert.annotations.summary ?? alert.annotations.description}</div>
                </td>
                <td>
                  <LabelChips labels={alert.labels} without={['alertname']} />
                </td>
                <td className="number">{fromNow(Date.parse(alert.since))}</td>
                <td>
                  <AlertActions alert={alert} />
                </td>
              </tr>
              {open === alert.key && (
                <tr>
                  <td colSpan={5}>
                    <AlertDetail alert={alert} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}
