import { useParameter } from '../router.ts';
import { Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { useInhibitions } from './api.ts';
import { AlertOf } from './HeldBack.tsx';
import { MatcherChips } from './MatcherChips.tsx';
import type { InhibitionRule } from './types.ts';

/** Which alerts hold back which others: the rules, and what they do now. */
export function InhibitionList() {
  const rules = useInhibitions();
  const [picked] = useParameter('rule');
  return (
    <>
      <p className="hint">{t('inhibitions.hint')}</p>
      <Loaded query={rules} failure={t('inhibitions.notLoaded')}>
        {list =>
          list.length === 0 ? (
            <p className="hint">{t('inhibitions.none')}</p>
          ) : (
            <TableBox>
              <table className="inhibitions alerting">
                <caption className="visually-hidden">{t('alerts.tab.inhibitions')}</caption>
                <thead>
                  <tr>
                    <th scope="col">#</th>
                    <th scope="col">{t('inhibitions.source')}</th>
                    <th scope="col">{t('inhibitions.target')}</th>
                    <th scope="col">{t('inhibitions.equal')}</th>
                    <th scope="col">{t('inhibitions.now')}</th>
                  </tr>
                </thead>
                <tbody>
                  {list.map((rule, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place in the file
                    <Row key={index} number={index + 1} rule={rule} picked={picked === String(index + 1)} />
                  ))}
                </tbody>
              </table>
            </TableBox>
          )
        }
      </Loaded>
    </>
  );
}

function Row({ number, rule, picked }: { number: number; rule: InhibitionRule; picked: boolean }) {
  const { name, generated, sourceMatchers, targetMatchers, equal, held } = rule;
  return (
    <tr className={picked ? 'picked' : undefined} aria-current={picked || undefined}>
      <td>{number}</td>
      <td data-title={t('inhibitions.source')}>
        {name && <div>{name}</div>}
        <MatcherChips texts={sourceMatchers} />
        {generated && <div className="hint">{t('inhibitions.generated')}</div>}
      </td>
      <td data-title={t('inhibitions.target')}>
        <MatcherChips texts={targetMatchers} />
      </td>
      <td data-title={t('inhibitions.equal')}>
        {equal.length > 0 ? equal.join(', ') : <span className="hint">–</span>}
      </td>
      <td data-title={t('inhibitions.now')}>
        {held.length === 0 && <span className="hint">{t('inhibitions.nothing')}</span>}
        {held.map(({ inhibiting, inhibited }) => (
          <div key={inhibited}>
            <AlertOf fingerprint={inhibited} />
            <div className="hint">
              {t('inhibitions.because')} <AlertOf fingerprint={inhibiting} />
            </div>
          </div>
        ))}
      </td>
    </tr>
  );
}
