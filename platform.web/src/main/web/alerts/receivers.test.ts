import { expect, test } from 'vitest';
import { receiverYaml, waysOf } from './receivers.ts';
import type { RouteNode } from './types.ts';

test('a receiver from the form is a fragment of alertmanager.yml with a route of its own', () => {
  expect(
    receiverYaml('night', 'slack', { api_url: 'https://h/x', channel: '#ops', send_resolved: false }),
  ).toBe(`receivers:
  - name: night
    slack_configs:
      - api_url: https://h/x
        channel: "#ops"
        send_resolved: false
routes:
  - receiver: night
    matchers:
      - receiver="night"
`);
});

const route = (receiver: string, matchers: string[], routes: RouteNode[] = []): RouteNode => ({
  index: 0,
  receiver,
  matchers,
  continue: false,
  groupBy: [],
  groupWait: 0,
  groupInterval: 0,
  repeatInterval: 0,
  muteTimeIntervals: [],
  activeTimeIntervals: [],
  routes,
});

test('labels lead to a receiver when all matchers on the way name a value', () => {
  const tree = route(
    'team',
    [],
    [
      route('db', ['team="db"'], [route('night', ['severity="page"', 'note="a \\"b\\""'])]),
      route('any', ['severity=~"a|b"'], [route('hidden', ['x="1"'])]),
      route('not', ['severity!="info"']),
      route('db', ['other="1"']),
      route('empty', ['severity=""']),
    ],
  );
  expect(waysOf(tree)).toEqual([
    { receiver: 'team', labels: {} },
    { receiver: 'db', labels: { team: 'db' } },
    { receiver: 'night', labels: { team: 'db', severity: 'page', note: 'a "b"' } },
  ]);
});
