import { SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSend } from '../api/useSend.ts';
import { asText } from '../display/display.ts';
import { fromNow, unit } from '../display/units.ts';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { type Collector, type Exporter, matching, type Run, type Shown } from './exporters.ts';

/** The collectors of one exporter, and the servers that it asks. */
export function Collectors({ exporter, admin }: { exporter: Exporter; admin: boolean }) {
  const [filter, setFilter] = useState('');
  const [shown, setShown] = useState<Shown>('on');
  const collectors = matching(exporter.collectors, filter, shown);
  return (
    <>
      {exporter.connections.length > 0 && (
        <ul className="plain-list">
          {exporter.connections.map(run => (
            <li key={run.target}>
              <Result run={run} /> {run.target} <span className="problem">{run.reason}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="toolbar">
        <TextInput
          size="xs"
          w={280}
          placeholder={t('exporters.filter')}
          aria-label={t('exporters.filter')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          value={shown}
          onChange={value => setShown(value as Shown)}
          data={[
            { value: 'on', label: t('exporters.shown.on') },
            { value: 'failing', label: t('exporters.shown.failing') },
            { value: 'all', label: t('exporters.shown.all') },
          ]}
        />
      </div>
      <TableBox>
        <table aria-label={t('exporters.collectors')}>
          <thead>
            <tr>
              <th scope="col">{t('exporters.collector')}</th>
              <th scope="col">{t('plugins.state')}</th>
              <th scope="col" className="number">
                {t('targets.took')}
              </th>
              <th scope="col" className="number">
                {t('exporters.asked')}
              </th>
              <th scope="col">{t('exporters.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {collectors.flatMap(collector => rows(exporter.name, collector, admin))}
            {collectors.length === 0 && (
              <tr>
                <td colSpan={5} className="hint">
                  {t('exporters.noMatch')}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </TableBox>
    </>
  );
}

/** One row for each target that the collector was asked at. */
function rows(exporter: string, collector: Collector, admin: boolean) {
  const runs = collector.on && collector.runs.length > 0 ? collector.runs : [undefined];
  return runs.map((run, index) => (
    <tr key={`${collector.name} ${run?.target}`}>
      <td>
        {index === 0 && <CollectorSwitch exporter={exporter} collector={collector} disabled={!admin} />}
        {run?.target && <div className="hint">{run.target}</div>}
      </td>
      <td>
        {run ? (
          <Result run={run} />
        ) : (
          <span className="health idle">{t(collector.on ? 'targets.never' : 'exporters.off')}</span>
        )}
      </td>
      <td className="number">{run && asText({ ...unit('s')(run.seconds), numeric: 0 })}</td>
      <td className="number">{run && fromNow(Date.parse(run.at))}</td>
      <td className={run?.result === 'failed' ? 'problem' : 'hint'}>{run?.reason}</td>
    </tr>
  ));
}

const LOOK = { succeeded: 'good', failed: 'bad', lacking: 'idle' } as const;

function Result({ run }: { run: Run }) {
  return <span className={`health ${LOOK[run.result]}`}>{t(`exporters.result.${run.result}`)}</span>;
}

function CollectorSwitch({
  exporter,
  collector: { name, on },
  disabled,
}: {
  exporter: string;
  collector: Collector;
  disabled: boolean;
}) {
  const send = useSend('exporters');
  return (
    <Switch
      size="xs"
      label={name}
      checked={send.isPending ? !on : on}
      disabled={disabled || send.isPending}
      onChange={event => {
        const wanted = event.currentTarget.checked;
        send.mutate({
          method: 'PUT',
          path: `exporters/${encodeURIComponent(exporter)}/collectors/${encodeURIComponent(name)}`,
          body: { on: wanted },
          done: t(wanted ? 'exporters.switchedOn' : 'exporters.switchedOff', { name }),
        });
      }}
    />
  );
}
