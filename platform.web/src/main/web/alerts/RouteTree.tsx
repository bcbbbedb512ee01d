import { useMay } from '../api/queries.ts';
import { IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { shortDuration } from '../time/spans.ts';
import { MatcherChips } from './MatcherChips.tsx';
import type { RouteNode } from './types.ts';

interface Props {
  readonly node: RouteNode;
  /** Numbers of the routes that an alert takes. */
  readonly taken: ReadonlySet<number>;
  readonly onEdit: (node: RouteNode) => void;
  readonly onAdd: (parent: RouteNode) => void;
}

/** A route with those below it, in the order in which they are looked at; for administrators the ways to their forms. */
export function RouteTree(props: Props) {
  const { node, taken, onEdit, onAdd } = props;
  const { matchers, receiver, groupBy, groupWait, groupInterval, repeatInterval } = node;
  const intervals: [string, readonly string[]][] = [
    [t('routes.mute'), node.muteTimeIntervals],
    [t('routes.active'), node.activeTimeIntervals],
  ];
  const admin = useMay('admin');
  const name = matchers.join(', ') || t('routes.everything');
  return (
    <li>
      <div className={taken.has(node.index) ? 'node taken' : 'node'}>
        <span>
          {matchers.length > 0 ? (
            <MatcherChips texts={matchers} />
          ) : (
            <span className="chip">{t('routes.everything')}</span>
          )}
        </span>
        <span>
          → <b>{receiver}</b>
        </span>
        {(node.mutedBy?.length ?? 0) > 0 && (
          <span className="health warn">
            {t('routes.mutedNow', { names: node.mutedBy?.join(', ') ?? '' })}
          </span>
        )}
        {node.continue && <span className="chip">{t('routes.continue')}</span>}
        <span className="hint">
          {t('routes.grouping', {
            by: groupBy.join(', ') || '–',
            wait: shortDuration(groupWait),
            interval: shortDuration(groupInterval),
            repeat: shortDuration(repeatInterval),
          })}
        </span>
        {intervals
          .filter(([, names]) => names.length > 0)
          .map(([word, names]) => (
            <span className="hint" key={word}>
              {word} {names.join(', ')}
            </span>
          ))}
        {admin && (
          <span className="node-buttons">
            <IconButton icon="edit" label={t('routes.edit', { name })} onClick={() => onEdit(node)} />
            <IconButton icon="add" label={t('routes.addBelow', { name })} onClick={() => onAdd(node)} />
          </span>
        )}
      </div>
      {node.routes.length > 0 && (
        <ul>
          {node.routes.map(below => (
            <RouteTree key={below.index} {...props} node={below} />
          ))}
        </ul>
      )}
    </li>
  );
}
