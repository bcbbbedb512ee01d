import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useMay } from '../api/queries.ts';
import { useParameter } from '../router.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { shortDuration } from '../time/spans.ts';
import { routesTest } from './api.ts';
import { MatcherChips } from './MatcherChips.tsx';
import { parseLabels } from './matchers.ts';
import { ReceiverDialog } from './ReceiverDialog.tsx';
import type { Receiver, RouteNode } from './types.ts';

/** What is muted changes with the clock. */
const REFRESH_MS = 30_000;

/** Who is told what: the routing tree, who would get an alert, and the receivers. */
export function RoutingPage() {
  const [entered, setEntered] = useParameter('labels');
  const [text] = useDebouncedValue(entered, 300);
  const labels = parseLabels(text);
  const tree = useQuery({
    queryKey: ['alerting', 'routes'],
    queryFn: ({ signal }) => gnomon.get<RouteNode>('alerting/routes', signal),
    refetchInterval: REFRESH_MS,
  });
  const matched = useQuery(routesTest(labels));
  const taken = labels ? matched.data : undefined;
  return (
    <>
      <section>
        <h2 className="section-title">{t('routes.title')}</h2>
        <TextInput
          className="who"
          label={t('routes.who')}
          description={t('routes.whoHint')}
          placeholder='severity=page job="node"'
          value={entered}
          error={entered.trim() && text === entered && !labels ? t('routes.unreadable') : undefined}
          onChange={event => setEntered(event.currentTarget.value)}
        />
        {labels && matched.isError && <Banner tone="bad">{matched.error.message}</Banner>}
        {taken && (
          <Banner tone="info" title={t('routes.would')}>
            {taken.receivers.join(', ')}
          </Banner>
        )}
        <Loaded query={tree} failure={t('routes.notLoaded')}>
          {root => (
            <ul className="tree boxed">
              <Node node={root} taken={new Set(taken?.routes)} />
            </ul>
          )}
        </Loaded>
      </section>
      <Receivers />
    </>
  );
}

function Node({ node, taken }: { node: RouteNode; taken: ReadonlySet<number> }) {
  const { matchers, receiver, groupBy, groupWait, groupInterval, repeatInterval } = node;
  const intervals: [string, readonly string[]][] = [
    [t('routes.mute'), node.muteTimeIntervals],
    [t('routes.active'), node.activeTimeIntervals],
  ];
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
      </div>
      {node.routes.length > 0 && (
        <ul>
          {node.routes.map(below => (
            <Node key={below.index} node={below} taken={taken} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Receivers() {
  const admin = useMay('admin');
  const [edited, setEdited] = useState<{ readonly name: string | undefined }>();
  const receivers = useQuery({
    queryKey: ['alerting', 'receivers'],
    queryFn: ({ signal }) => gnomon.get<Receiver[]>('alerting/receivers', signal),
  });
  return (
    <section>
      <h2 className="section-title">
        {t('receivers.title')}
        <Button disabled={!admin} onClick={() => setEdited({ name: undefined })}>
          {t('receivers.new')}
        </Button>
      </h2>
      <Loaded query={receivers} failure={t('receivers.notLoaded')}>
        {list => (
          <TableBox>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('sources.name')}</th>
                  <th scope="col">{t('receivers.channels')}</th>
                  <th scope="col" aria-label={t('plugins.actions')} />
                </tr>
              </thead>
              <tbody>
                {list.map(receiver => (
                  <ReceiverRow
                    key={receiver.name}
                    receiver={receiver}
                    onEdit={() => setEdited({ name: receiver.name })}
                  />
                ))}
              </tbody>
            </table>
          </TableBox>
        )}
      </Loaded>
      {edited && (
        <ReceiverDialog
          name={edited.name}
          taken={receivers.data?.map(receiver => receiver.name) ?? []}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}

interface Tried {
  readonly type: string;
  readonly index: number;
  readonly ok: boolean;
  readonly message: string;
}

/** A receiver; "send test" goes through each of its channels and tells what came of it. */
function ReceiverRow({ receiver, onEdit }: { receiver: Receiver; onEdit: () => void }) {
  const admin = useMay('admin');
  const test = useMutation({
    mutationFn: () =>
      gnomon.send<Tried[]>('POST', `alerting/receivers/${encodeURIComponent(receiver.name)}/test`, {}),
  });
  return (
    <tr>
      <td>{receiver.name}</td>
      <td>
        {receiver.channels.map(({ type, index }) => (
          <span className="chip" key={`${type} ${index}`}>
            {type}
          </span>
        ))}
        {receiver.channels.length === 0 && <span className="hint">{t('receivers.nobody')}</span>}
        {test.isError && <div className="problem">{test.error.message}</div>}
        {test.data?.map(({ type, index, ok, message }) => (
          <div key={`${type} ${index}`} role="status">
            <span className={`health ${ok ? 'good' : 'bad'}`}>{type}</span> {message}
          </div>
        ))}
      </td>
      <td>
        <div className="controls end">
          <Button disabled={!admin} onClick={onEdit}>
            {t('sources.edit')}
          </Button>
          {receiver.channels.length > 0 && (
            <Button disabled={!admin} loading={test.isPending} onClick={() => test.mutate()}>
              {t('channels.test')}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}
