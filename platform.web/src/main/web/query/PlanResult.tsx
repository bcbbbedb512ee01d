import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { asText } from '../display/display.ts';
import { unit } from '../display/units.ts';
import { Button } from '../shell/controls.tsx';
import { Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { type RawRange, resolveRange } from '../time/range.ts';
import { flattened, type PlanNode } from './plan.ts';
import { stepFor } from './results.ts';

interface Profile {
  readonly stats?: {
    readonly timings: { readonly execTotalTime: number };
    readonly samples: { readonly totalQueryableSamples: number; readonly peakSamples: number };
  };
  readonly root: PlanNode;
}

/** Points across that a graph of usual width would ask for. */
const WIDTH = 1200;

/** How the server answers the expression over the range: its steps, and when it was run what each of them cost. */
export function PlanResult({ expression, range }: { expression: string; range: RawRange }) {
  const [measured, setMeasured] = useState(false);
  const plan = useQuery({
    queryKey: ['plan', expression, range.from, range.to, measured],
    queryFn: async ({ signal }): Promise<Profile> => {
      const { from, to } = resolveRange(range);
      const step = stepFor(to - from, WIDTH);
      const parameters = new URLSearchParams({
        query: expression,
        start: String(from / 1000),
        end: String(to / 1000),
        step: String(step),
      });
      if (!measured) return gnomon.get<Profile>(`query/explain?${parameters}`, signal);
      const answer = await gnomon.get<{ stats: Profile['stats']; plan: Profile }>(
        `query/profile?${parameters}`,
        signal,
      );
      return { ...answer.plan, stats: answer.stats };
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <>
      <div className="toolbar">
        <Button loading={measured && plan.isFetching} onClick={() => setMeasured(true)} disabled={measured}>
          {t('plan.measure')}
        </Button>
        <span className="hint">{t(measured ? 'plan.measured' : 'plan.hint')}</span>
      </div>
      <Loaded query={plan} failure={t('panel.queryFailed')}>
        {({ root, stats }) => (
          <>
            {stats && (
              <p className="subtitle">
                {t('plan.summary', {
                  time: seconds(stats.timings.execTotalTime),
                  samples: stats.samples.totalQueryableSamples,
                  peak: stats.samples.peakSamples,
                })}
              </p>
            )}
            <PlanTable root={root} measured={stats !== undefined} />
          </>
        )}
      </Loaded>
    </>
  );
}

function PlanTable({ root, measured }: { root: PlanNode; measured: boolean }) {
  const rows = flattened(root);
  const total = rows.reduce((sum, { node }) => sum + (node.seconds ?? 0), 0);
  return (
    <TableBox>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('plan.step')}</th>
            <th scope="col" className="number">
              {t('plan.series')}
            </th>
            {measured && (
              <>
                <th scope="col" className="number">
                  {t('plan.samples')}
                </th>
                <th scope="col" className="number">
                  {t('plan.time')}
                </th>
                <th scope="col" className="number">
                  {t('plan.memory')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ node, depth }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
            <tr key={index}>
              <td className="mono break" style={{ paddingLeft: 10 + 20 * depth }}>
                {node.operator}
                {measured && (
                  <div
                    className="share"
                    style={{ width: `${total ? (100 * (node.seconds ?? 0)) / total : 0}%` }}
                  />
                )}
              </td>
              <td className="number">
                {node.series ?? (node.estimatedSeries === undefined ? '' : `~${node.estimatedSeries}`)}
              </td>
              {measured && (
                <>
                  <td className="number">{(node.samples ?? 0).toLocaleString('en')}</td>
                  <td className="number">{seconds(node.seconds ?? 0)}</td>
                  <td className="number">{asText({ ...unit('bytes')(node.bytes ?? 0), numeric: 0 })}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function seconds(value: number): string {
  return asText({ ...unit('s')(value), numeric: value });
}
