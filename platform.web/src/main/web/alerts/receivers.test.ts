import { expect, test } from 'vitest';
import { channelSchema, receiverYaml, saidSettings, waysOf } from './receivers.ts';
import type { RouteNode } from './types.ts';

test('a receiver from the form is a fragment of alertmanager.yml with a route of its own', () => {
  expect(
    receiverYaml('night', [
      { type: 'slack', settings: { api_url: 'https://h/x', channel: '#ops', send_resolved: false } },
      { type: 'email', settings: { to: 'a@example.org' } },
      { type: 'slack', settings: { channel: '#more' } },
    ]),
  ).toBe(`receivers:
  - name: night
    slack_configs:
      - api_url: https://h/x
        channel: "#ops"
        send_resolved: false
      - channel: "#more"
    email_configs:
      - to: a@example.org
routes:
  - receiver: night
    matchers:
      - receiver="night"
`);
});

test('what global says is not asked for', () => {
  const schema = {
    type: 'object',
    required: ['to', 'smarthost'],
    properties: {
      to: { type: 'string' },
      smarthost: { type: 'string' },
      require_tls: { type: 'boolean', default: true },
    },
  } as const;
  expect(
    channelSchema({ type: 'email', name: '', schema, fromGlobal: ['smarthost', 'require_tls'] }),
  ).toEqual({
    type: 'object',
    required: ['to'],
    properties: { to: { type: 'string' }, smarthost: { type: 'string' }, require_tls: { type: 'boolean' } },
  });
});

test('a text that was emptied is not said, unless empty says something', () => {
  const schema = {
    type: 'object',
    properties: {
      api_url: { type: 'string' },
      html: { type: 'string', default: '{{ template "x" . }}' },
      http_config: { type: 'object', properties: { proxy_url: { type: 'string' } } },
    },
  } as const;
  const before = { api_url: '<secret>', title: '', http_config: { proxy_url: 'http://p' } };
  expect(
    saidSettings(
      schema,
      { api_url: '', title: '', html: '', http_config: { proxy_url: '' }, fields: [{ title: '' }] },
      before,
    ),
  ).toEqual({ title: '', html: '', http_config: {}, fields: [{ title: '' }] });
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
