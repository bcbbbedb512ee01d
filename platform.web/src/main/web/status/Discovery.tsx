import type { Labels } from '@gnomon/plugin-api';
import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { fromNow } from '../display/units.ts';
import { Button } from '../shell/controls.tsx';
import { LabelChips } from '../shell/LabelChips.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { matchesWords } from '../shell/words.ts';
import { t } from '../texts/t.ts';
import { useStatus } from './api.ts';
import { RelabelSteps } from './RelabelSteps.tsx';

interface Found {
  readonly discoveredLabels: Labels;
  readonly scrapePool: string;
  /** Absent: relabelling dropped it. */
  readonly labels?: Labels;
}
interface Targets {
  readonly activeTargets: readonly Found[];
  readonly droppedTargets: readonly Found[];
}

const SHOWN = 200;

/** Everything that was discovered, with the labels that it came with and those that relabelling left, step by step. */
export function Discovery() {
  const [pool, setPool] = useState<string | null>(null);
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<string>();
  const query = useStatus<Targets>('targets');
  const all = query.data ? [...query.data.activeTargets, ...query.data.droppedTargets] : [];
  const found = all.filter(
    target =>
      (pool === null || target.scrapePool === pool) &&
      matchesWords(filter, [target.scrapePool, ...Object.entries(target.discoveredLabels).flat()]),
  );
  return (
    <>
      <div className="toolbar">
        <Select
          size="xs"
          aria-label={t('discovery.pool')}
          placeholder={t('discovery.allPools')}
          clearable
          clearButtonProps={{ 'aria-label': t('form.remove') }}
          data={[...new Set(all.map(target => target.scrapePool))]}
          value={pool}
          onChange={setPool}
        />
        <TextInput
          size="xs"
          w={320}
          placeholder={t('discovery.filter')}
          aria-label={t('discovery.filter')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
        />
      </div>
      <EmptySearches />
      <Loaded query={query} failure={t('targets.notLoaded')}>
        {() =>
          found.length === 0 ? (
            <Empty title={t('discovery.none')} text={t('discovery.noneHint')} />
          ) : (
            <>
              <p className="subtitle">
                {t('discovery.summary', {
                  count: found.length,
                  dropped: found.filter(target => !target.labels).length,
                  shown: Math.min(SHOWN, found.length),
                })}
              </p>
              <TableBox>
                <table className="discovered">
                  <thead>
                    <tr>
                      <th scope="col">{t('discovery.pool')}</th>
                      <th scope="col">{t('discovery.discovered')}</th>
                      <th scope="col">{t('discovery.left')}</th>
                      <th scope="col" aria-label={t('plugins.actions')} />
                    </tr>
                  </thead>
                  <tbody>
                    {found.slice(0, SHOWN).map(target => {
                      const key = `${target.scrapePool} ${JSON.stringify(target.discoveredLabels)}`;
                      return (
                        <Row
                          key={key}
                          target={target}
                          open={open === key}
                          onToggle={() => setOpen(open === key ? undefined : key)}
                        />
                      );
                    })}
                  </tbody>
                </table>
              </TableBox>
            </>
          )
        }
      </Loaded>
    </>
  );
}

interface Search {
  readonly job: string;
  readonly mechanism: string;
  readonly targets: number;
  readonly foundAt: string | null;
  readonly error: string;
}

/** Searches for targets that fail, or have found nothing: the list of what was found tells nothing of them. */
function EmptySearches() {
  const { data = [] } = useQuery({
    queryKey: ['discoveries'],
    queryFn: ({ signal }) => gnomon.get<Search[]>('discoveries', signal),
    refetchInterval: 10_000,
  });
  const empty = data.filter(search => search.error || search.targets === 0);
  if (empty.length === 0) return null;
  return (
    <section>
      <h2 className="section-title">{t('discovery.failing')}</h2>
      <TableBox>
        <table className="roomy">
          <thead>
            <tr>
              <th scope="col">{t('discovery.pool')}</th>
              <th scope="col">{t('discovery.mechanism')}</th>
              <th scope="col" className="number">
                {t('discovery.targets')}
              </th>
              <th scope="col">{t('discovery.worked')}</th>
              <th scope="col">{t('targets.error')}</th>
            </tr>
          </thead>
          <tbody>
            {empty.slice(0, SHOWN).map((search, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a job may search twice in the same way
              <tr key={index}>
                <td>{search.job}</td>
                <td>{search.mechanism}</td>
                <td className="number">{search.targets}</td>
                <td className="nowrap">
                  {search.foundAt ? fromNow(Date.parse(search.foundAt)) : t('targets.never')}
                </td>
                <td className="problem break">{search.error}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
}

function Row({ target, open, onToggle }: { target: Found; open: boolean; onToggle: () => void }) {
  const { scrapePool, discoveredLabels, labels } = target;
  return (
    <>
      <tr>
        <td>{scrapePool}</td>
        <td>
          <LabelChips labels={discoveredLabels} />
        </td>
        <td>
          {labels ? (
            <LabelChips labels={labels} />
          ) : (
            <span className="health idle">{t('discovery.dropped')}</span>
          )}
        </td>
        <td>
          <div className="controls end">
            <Button aria-expanded={open} onClick={onToggle}>
              {t('discovery.steps')}
            </Button>
          </div>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={4}>
            <RelabelSteps pool={scrapePool} labels={discoveredLabels} />
          </td>
        </tr>
      )}
    </>
  );
}
