import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useParameter } from '../router.ts';
import { Banner } from '../shell/Banner.tsx';
import { Loaded } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { routesTest } from './api.ts';
import { parseLabels } from './matchers.ts';
import { ReceiverList } from './ReceiverList.tsx';
import { RouteDialog } from './RouteDialog.tsx';
import { RouteTree } from './RouteTree.tsx';
import type { EditedRoute } from './routing.ts';
import type { RouteNode } from './types.ts';

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
  const [edited, setEdited] = useState<EditedRoute>();
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
              <RouteTree
                node={root}
                taken={new Set(taken?.routes)}
                onEdit={node => setEdited({ root, number: node.index, isNew: false })}
                onAdd={parent => setEdited({ root, number: parent.index, isNew: true })}
              />
            </ul>
          )}
        </Loaded>
      </section>
      {edited && <RouteDialog edited={edited} asked={entered} onClose={() => setEdited(undefined)} />}
      <ReceiverList />
    </>
  );
}
