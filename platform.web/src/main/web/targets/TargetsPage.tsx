import { SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { prometheus } from '../api/client.ts';
import { asText } from '../display/display.ts';
import { fromNow, unit } from '../display/units.ts';
import { LabelChips } from '../shell/LabelChips.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { setTitle } from '../shell/title.ts';
import { t } from '../texts/t.ts';
import { byPool, type Health, matching, type Pool, type Target } from './targets.ts';
import '../theme/targets.css';

const REFRESH_MS = 5_000;

/** What is scraped: pools, health, labels, last error. */
export default function TargetsPage() {
  const [filter, setFilter] = useState('');
  const [health, setHealth] = useState<Health | 'all'>('all');
  const query = useQuery({
    queryKey: ['targets'],
    queryFn: async ({ signal }) =>
      (await prometheus<{ activeTargets: Target[] | null }>('targets', { state: 'active' }, signal)).data
        .activeTargets ?? [],
    refetchInterval: REFRESH_MS,
  });
  useEffect(() => {
    setTitle(t('nav.targets'));
  }, []);
  const all = query.data ?? [];
  const pools = byPool(matching(all, filter, health));
  const down = all.filter(target => target.health === 'down').length;
  return (
    <>
      <PageHeader
        title={t('nav.targets')}
        subtitle={query.isSuccess && <span>{t('targets.summary', { count: all.length, down })}</span>}
      />
      <div className="toolbar">
        <TextInput
          size="xs"
          w={320}
          placeholder={t('targets.filter')}
          aria-label={t('targets.filter')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          value={health}
          onChange={value => setHealth(value as Health | 'all')}
          data={[
            { value: 'all', label: t('targets.all') },
            { value: 'up', label: t('targets.up') },
            { value: 'down', label: t('targets.down') },
            { value: 'unknown', label: t('targets.unknown') },
          ]}
        />
      </div>
      <Loaded query={query} failure={t('targets.notLoaded')}>
        {targets =>
          targets.length === 0 ? (
            <Empty title={t('targets.none')} text={t('targets.noneHint')} />
          ) : pools.length === 0 ? (
            <Empty title={t('targets.noMatch')} text={t('targets.noMatchHint')} />
          ) : (
            pools.map(pool => <PoolTable key={pool.name} pool={pool} />)
          )
        }
      </Loaded>
    </>
  );
}

function PoolTable({ pool }: { pool: Pool }) {
  return (
    <section>
      <h2 className="section-title">
        {pool.name}
        <small>{t('targets.upOf', { up: pool.up, count: pool.targets.length })}</small>
      </h2>
      <TableBox>
        <table className="targets">
          <thead>
            <tr>
              <th scope="col">{t('targets.state')}</th>
              <th scope="col">{t('targets.endpoint')}</th>
              <th scope="col">{t('targets.labels')}</th>
              <th scope="col" className="number">
                {t('targets.lastScrape')}
              </th>
              <th scope="col" className="number">
                {t('targets.took')}
              </th>
              <th scope="col">{t('targets.error')}</th>
            </tr>
          </thead>
          <tbody>
            {pool.targets.map(target => (
              <Row key={`${target.scrapeUrl} ${JSON.stringify(target.labels)}`} target={target} />
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
}

const LOOK = { up: 'good', down: 'bad', unknown: 'idle' } as const;

function Row({ target }: { target: Target }) {
  const scraped = Date.parse(target.lastScrape);
  const took = unit('s')(target.lastScrapeDuration);
  return (
    <tr>
      <td>
        <span className={`health ${LOOK[target.health]}`}>{t(`targets.${target.health}`)}</span>
      </td>
      <td className="mono break">{target.scrapeUrl}</td>
      <td>
        <LabelChips labels={target.labels} />
      </td>
      <td className="number">{scraped > 0 ? fromNow(scraped) : t('targets.never')}</td>
      <td className="number">{scraped > 0 ? asText({ ...took, numeric: 0 }) : ''}</td>
      <td className="problem">
        {target.lastError}
        {target.warning && <div className="warning">{target.warning}</div>}
      </td>
    </tr>
  );
}
