import { useState } from 'react';
import { useMay } from '../api/queries.ts';
import { useParameter } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { useInhibitions } from './api.ts';
import { HeldPairs } from './HeldBack.tsx';
import { InhibitionDialog } from './InhibitionDialog.tsx';
import { MatcherChips } from './MatcherChips.tsx';
import type { InhibitionRule } from './types.ts';

/** Which alerts hold back which others: the rules, and what they do now. */
export function InhibitionList() {
  const rules = useInhibitions();
  const [picked] = useParameter('rule');
  const admin = useMay('admin');
  const [edited, setEdited] = useState<{ readonly number: number | undefined }>();
  return (
    <>
      <div className="toolbar">
        <Button disabled={!admin} onClick={() => setEdited({ number: undefined })}>
          {t('inhibitions.new')}
        </Button>
        <p className="hint">{t('inhibitions.hint')}</p>
      </div>
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
                    {admin && <th scope="col" aria-label={t('plugins.actions')} />}
                  </tr>
                </thead>
                <tbody>
                  {list.map((rule, index) => (
                    <Row
                      // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place in the file
                      key={index}
                      number={index + 1}
                      rule={rule}
                      picked={picked === String(index + 1)}
                      onEdit={admin ? () => setEdited({ number: index }) : undefined}
                    />
                  ))}
                </tbody>
              </table>
            </TableBox>
          )
        }
      </Loaded>
      {edited && (
        <InhibitionDialog
          number={edited.number}
          rule={edited.number === undefined ? undefined : rules.data?.[edited.number]}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  );
}

function Row({
  number,
  rule,
  picked,
  onEdit,
}: {
  number: number;
  rule: InhibitionRule;
  picked: boolean;
  onEdit: (() => void) | undefined;
}) {
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
        <HeldPairs held={held} />
      </td>
      {onEdit && (
        <td>
          {!generated && (
            <Button aria-label={t('inhibitions.edit', { number })} onClick={onEdit}>
              {t('sources.edit')}
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}
