import { useMemo } from 'react';
import { dateTime, timeOfDay } from '../display/units.ts';
import { seriesText } from '../query/results.ts';
import { Banner } from '../shell/Banner.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { shortDuration } from '../time/spans.ts';
import type { BackTest, Episode } from './types.ts';

const DAY_MS = 86_400_000;

/** When a rule would have fired on the last day, for how long, and how often it would have flapped. */
export function BackTestResult({
  result,
  stale = false,
}: {
  result: BackTest;
  /** The rule is another one by now. */
  stale?: boolean;
}) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the picture ends when the answer came
  const now = useMemo(() => Date.now(), [result]);
  return (
    <section className={stale ? 'backtest stale' : 'backtest'}>
      <h2 className="section-title">{t('backtest.title')}</h2>
      {stale && <p className="hint">{t('backtest.stale')}</p>}
      {result.warnings.map(warning => (
        <Banner key={warning} tone="warn">
          {warning}
        </Banner>
      ))}
      {result.rules.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules of one answer have no other identity
        <div key={index}>
          <p>
            <b>{rule.alert}</b> {t('backtest.summary', { fired: rule.fired, flaps: rule.flaps })}
          </p>
          {rule.alerts.length > 0 && (
            <TableBox>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('alerts.column.labels')}</th>
                    <th scope="col" className="number">
                      {t('backtest.fired')}
                    </th>
                    <th scope="col" className="number">
                      {t('backtest.firing')}
                    </th>
                    <th scope="col" className="lane">
                      {t('backtest.lane')}
                      <LaneTimes now={now} />
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rule.alerts.slice(0, 100).map(alert => (
                    <tr key={seriesText(alert.labels)}>
                      <td className="mono break">{seriesText(alert.labels)}</td>
                      <td className="number">{alert.fired}</td>
                      <td className="number">{shortDuration(alert.firingSeconds)}</td>
                      <td>
                        <Lane episodes={alert.episodes} now={now} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {rule.alerts.length > 100 && (
                <p className="hint">{t('tooltip.more', { count: rule.alerts.length - 100 })}</p>
              )}
            </TableBox>
          )}
        </div>
      ))}
    </section>
  );
}

/** Every six hours of the day, as the clock shows them. */
function LaneTimes({ now }: { now: number }) {
  return (
    <div className="lane-times" aria-hidden="true">
      {[24, 18, 12, 6, 0].map(hours => (
        <span key={hours}>{timeOfDay(now - hours * 3_600_000).slice(0, 5)}</span>
      ))}
    </div>
  );
}

/** The day from left to right: pending in orange, firing in red. */
function Lane({ episodes, now }: { episodes: readonly Episode[]; now: number }) {
  const share = (time: number) => `${(100 * Math.max(0, Math.min(DAY_MS, DAY_MS - (now - time)))) / DAY_MS}%`;
  const bar = (kind: 'pending' | 'firing', from: number, to: number) => (
    <span
      key={`${kind} ${from}`}
      className={kind}
      title={`${t(`alerts.state.${kind}`)} ${dateTime(from)} – ${dateTime(to)}`}
      style={{ left: share(from), right: `calc(100% - ${share(to)})` }}
    />
  );
  return (
    <div className="lane-track" aria-hidden="true">
      {episodes.flatMap(({ activeAt, firedAt, endedAt }) => {
        const begin = Date.parse(activeAt);
        const end = endedAt ? Date.parse(endedAt) : now;
        const fired = firedAt ? Date.parse(firedAt) : end;
        return [bar('pending', begin, fired), ...(firedAt ? [bar('firing', fired, end)] : [])];
      })}
    </div>
  );
}
