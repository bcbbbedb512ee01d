import { expect, test } from 'vitest';
import { ownPlace } from './peerAddresses.ts';

function own(address: string): string | undefined {
  const { pathname, searchParams, hash } = new URL(address, 'http://server/');
  const place = ownPlace(pathname.slice(1), searchParams, hash);
  if (!place) return undefined;
  const query = decodeURIComponent(new URLSearchParams(place.parameters).toString());
  return place.path + (query && `?${query}`);
}

test('graphs of Prometheus', () => {
  expect(own('/graph?g0.expr=up%20%3D%3D%200&g0.tab=1')).toBe(
    'query?expr=up+==+0&mode=table&from=now-1h&to=now',
  );
  expect(own('/graph?g0.expr=up&g0.tab=0&g0.stacked=0&g0.range_input=1d12h')).toBe(
    'query?expr=up&mode=graph&from=now-1d-12h&to=now',
  );
  expect(
    own('/query?g0.expr=up&g0.show_tree=0&g0.tab=graph&g0.range_input=1h&g0.end_input=2026-01-31 12:00:00'),
  ).toBe(`query?expr=up&mode=graph&from=${Date.UTC(2026, 0, 31, 11)}&to=${Date.UTC(2026, 0, 31, 12)}`);
  expect(own('/graph?g0.expr=up&g0.range_input=ever')).toBe('query?expr=up&mode=table&from=now-1h&to=now');
  expect(own('/graph')).toBe('query');
});

test('other pages of Prometheus', () => {
  expect(own('/rules')).toBe('alerts/rules');
  expect(own('/classic/service-discovery')).toBe('status/discovery');
  expect(own('/tsdb-status')).toBe('status/series');
  expect(own('/nothing')).toBeUndefined();
  expect(own('/constructor')).toBeUndefined();
});

test('pages of the Alertmanager', () => {
  const filter = encodeURIComponent('{alertname="Down",team=~"a|b"}');
  expect(own(`/#/alerts?receiver=mail&filter=${filter}`)).toBe(
    'alerts?filter={alertname="Down",team=~"a|b"}',
  );
  expect(own(`/#/silences/new?filter=${filter}`)).toBe('alerts/silences?new={alertname="Down",team=~"a|b"}');
  expect(own('/#/silences/3f1-a2')).toBe('alerts/silences?filter=3f1-a2');
  expect(own('/#/silences')).toBe('alerts/silences');
  expect(own('/#/status')).toBe('alerts/routes');
  expect(own('/#/nothing')).toBeUndefined();
});

test('pages of Grafana', () => {
  const pane = { queries: [{ refId: 'A', expr: 'up' }], range: { from: 'now-6h', to: 'now' } };
  expect(own(`/explore?left=${encodeURIComponent(JSON.stringify(pane))}`)).toBe(
    'query?expr=up&from=now-6h&to=now',
  );
  expect(own(`/explore?panes=${encodeURIComponent(JSON.stringify({ a: pane }))}`)).toBe(
    'query?expr=up&from=now-6h&to=now',
  );
  expect(own('/explore?panes=%7B')).toBe('query');
  expect(own('/explore?panes=%7B%7D')).toBe('query');
  expect(own('/d-solo/abc/name?panelId=3&from=now-1h&to=now&var-job=a')).toBe(
    'd/abc?from=now-1h&to=now&var-job=a&viewPanel=3',
  );
  expect(own('/alerting/list')).toBe('alerts/rules');
});
