import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dateTime } from '../display/units.ts';
import { Button } from '../shell/controls.tsx';
import { LabelChips } from '../shell/LabelChips.tsx';
import { Failure, Loading } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { readHistory } from './api.ts';
import { Inhibitors, SilencesOf } from './HeldBack.tsx';
import { type AlertEvent, EVENT_KINDS, type EventKind } from './types.ts';

const LOOK: Readonly<Record<EventKind, string>> = {
  fired: 'bad',
  resolved: 'good',
  inhibited: 'idle',
  silenced: 'idle',
  released: 'warn',
  muted: 'idle',
  unmuted: 'warn',
  acknowledged: 'info',
  escalated: 'warn',
  notification: 'info',
};
const ALL = 'all';

/** What happened to alerts and who was told, newest first, a page at a time. */
export function HistoryList({
  parameters = {},
  filterable = false,
  pageSize = 50,
}: {
  /** As `alerting/history` takes them. */
  parameters?: Readonly<Record<string, string>>;
  filterable?: boolean;
  pageSize?: number;
}) {
  const [kind, setKind] = useState<string>(ALL);
  const [entered, setFilter] = useState('');
  const [filter] = useDebouncedValue(entered.trim(), 400);
  const asked = {
    ...parameters,
    ...(kind !== ALL && { kind }),
    ...(filter && { filter }),
  };
  const history = useInfiniteQuery({
    queryKey: ['alerting', 'history', asked],
    queryFn: ({ signal, pageParam }) =>
      readHistory(
        new URLSearchParams({ ...asked, limit: String(pageSize), ...(pageParam && { before: pageParam }) }),
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next,
    retry: false,
  });
  const events = history.data?.pages.flatMap(page => page.events) ?? [];
  return (
    <>
      {filterable && (
        <div className="toolbar">
          <TextInput
            size="xs"
            w={320}
            placeholder={t('history.filter')}
            aria-label={t('history.filter')}
            value={entered}
            onChange={event => setFilter(event.currentTarget.value)}
          />
          <Select
            size="xs"
            aria-label={t('history.kind')}
            allowDeselect={false}
            data={[
              { value: ALL, label: t('alerts.all') },
              ...EVENT_KINDS.map(value => ({ value, label: t(`history.${value}`) })),
            ]}
            value={kind}
            onChange={value => setKind(value ?? ALL)}
          />
        </div>
      )}
      {history.isPending && <Loading />}
      {history.isError && <Failure title={t('history.notLoaded')} error={history.error} />}
      {history.isSuccess && events.length === 0 && <p className="hint">{t('history.none')}</p>}
      {events.length > 0 && (
        <TableBox>
          <table className="history alerting">
            <caption className="visually-hidden">{t('alerts.tab.history')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('history.at')}</th>
                <th scope="col">{t('history.kind')}</th>
                {filterable && <th scope="col">{t('alerts.column.labels')}</th>}
                <th scope="col">{t('history.detail')}</th>
              </tr>
            </thead>
            <tbody>
              {events.map(event => (
                <Row key={event.id} event={event} labels={filterable} />
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
      {history.hasNextPage && (
        <div className="controls more">
          <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {t('history.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Row({ event, labels }: { event: AlertEvent; labels: boolean }) {
  const failed = event.result !== undefined && event.result !== 'delivered';
  return (
    <tr>
      <td className="nowrap">{dateTime(Date.parse(event.at))}</td>
      <td>
        <span className={`health ${failed ? 'bad' : LOOK[event.kind]}`}>{t(`history.${event.kind}`)}</span>
      </td>
      {labels && (
        <td>
          <LabelChips labels={event.labels} />
        </td>
      )}
      <td className="break">
        <Detail event={event} />
        {event.kind !== 'notification' && event.receiver && <div className="hint">{event.receiver}</div>}
      </td>
    </tr>
  );
}

/** When it began or ended, what holds it back, who was told; else as the server says it. */
function Detail({ event }: { event: AlertEvent }) {
  const { kind, detail } = event;
  switch (kind) {
    case 'fired':
    case 'resolved':
      return dateTime(Date.parse(detail));
    case 'inhibited':
      return <Inhibitors fingerprints={detail.split(/[\s,]+/)} />;
    case 'silenced':
      return <SilencesOf ids={detail.split(/[\s,]+/)} />;
    case 'notification':
      return <Told event={event} />;
    default:
      return detail;
  }
}

/** To whom, with what result. */
function Told({ event }: { event: AlertEvent }) {
  const { receiver = '', channel = '', firing = 0, resolved = 0, attempts = 1 } = event;
  return (
    <>
      {t('history.told', { receiver, channel, firing, resolved })}
      <div className={event.result === 'delivered' ? 'hint' : 'problem'}>
        {event.result && t(`history.result.${event.result}`)}
        {attempts > 1 && ` ${t('history.attempts', { count: attempts })}`}
        {event.problem && `: ${event.problem}`}
      </div>
    </>
  );
}
