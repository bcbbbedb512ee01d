import { Select } from '@mantine/core';
import { useState } from 'react';
import { asText } from '../display/display.ts';
import { unit } from '../display/units.ts';
import { Banner } from '../shell/Banner.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { type TextKey, t } from '../texts/t.ts';
import { type Cardinality, type Count, useStatus } from './api.ts';

const LENGTHS = ['10', '50', '500'];

interface List {
  readonly title: TextKey;
  readonly counts: readonly Count[];
  /** An expression that shows the series behind a line. */
  readonly query: (name: string) => string;
  readonly bytes?: boolean;
}

/** Which metrics and labels the series of the store are of, most first; each line leads to its series. */
export function StoredSeries() {
  const [limit, setLimit] = useState(LENGTHS[0]);
  const query = useStatus<Cardinality>('status/tsdb', { limit });
  return (
    <>
      <div className="toolbar">
        <Select
          size="xs"
          w={120}
          label={t('status.lines')}
          allowDeselect={false}
          data={LENGTHS}
          value={limit}
          onChange={value => value && setLimit(value)}
        />
      </div>
      <Loaded query={query} failure={t('status.notLoaded')}>
        {data => (
          <>
            {data.gnomon?.problems.map(problem => (
              <Banner key={problem} tone="bad">
                {problem}
              </Banner>
            ))}
            <p className="subtitle">
              {t('status.summary', {
                series: data.headStats.numSeries,
                pairs: data.headStats.numLabelPairs,
                created: data.gnomon?.seriesCreatedLastHour ?? 0,
              })}
            </p>
            <div className="count-lists">
              {listsOf(data).map(list => (
                <CountList key={list.title} list={list} />
              ))}
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

function listsOf(data: Cardinality): List[] {
  const byMetric = (name: string) => `{__name__=${JSON.stringify(name)}}`;
  const byLabel = (name: string) => `count by (${name}) ({${name}!=""})`;
  return [
    { title: 'status.byMetric', counts: data.seriesCountByMetricName, query: byMetric },
    { title: 'status.byPair', counts: data.seriesCountByLabelValuePair, query: pairSelector },
    { title: 'status.values', counts: data.labelValueCountByLabelName, query: byLabel },
    { title: 'status.bytes', counts: data.memoryInBytesByLabelName, query: byLabel, bytes: true },
    {
      title: 'status.createdByMetric',
      counts: data.gnomon?.seriesCreatedLastHourByMetricName ?? [],
      query: byMetric,
    },
    {
      title: 'status.createdByJob',
      counts: data.gnomon?.seriesCreatedLastHourByJob ?? [],
      query: name => `count by (__name__) ({job=${JSON.stringify(name)}})`,
    },
  ];
}

/** `job=node` as a selector; the value may have equals signs too. */
export function pairSelector(pair: string): string {
  const at = pair.indexOf('=');
  return `{${pair.slice(0, at)}=${JSON.stringify(pair.slice(at + 1))}}`;
}

function CountList({ list: { title, counts, query, bytes = false } }: { list: List }) {
  const most = Math.max(1, ...counts.map(({ value }) => value));
  if (counts.length === 0) return null;
  return (
    <section>
      <h2 className="section-title">{t(title)}</h2>
      <TableBox>
        <table>
          <caption className="visually-hidden">{t(title)}</caption>
          <tbody>
            {counts.map(({ name, value }) => (
              <tr key={name}>
                <td className="mono break">
                  <PageLink path="query" parameters={{ expr: query(name), mode: 'table' }} className="strong">
                    {name}
                  </PageLink>
                  <div className="share" style={{ width: `${(100 * value) / most}%` }} />
                </td>
                <td className="number">
                  {bytes ? asText({ ...unit('bytes')(value), numeric: value }) : value.toLocaleString('en')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
}
