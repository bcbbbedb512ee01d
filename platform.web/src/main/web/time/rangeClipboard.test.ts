import { expect, test } from 'vitest';
import { rangeJson, readRange } from './rangeClipboard.ts';

const HOUR = { from: '1763820000000', to: '1763823600000' };

test('a range is copied as Grafana does it, moments with their zone', () => {
  expect(rangeJson({ from: 'now-1h', to: 'now' })).toBe('{"from":"now-1h","to":"now"}');
  expect(rangeJson(HOUR)).toBe('{"from":"2025-11-22T14:00:00.000Z","to":"2025-11-22T15:00:00.000Z"}');
});

test.each([
  ['{"from":"now-1h","to":"now"}', { from: 'now-1h', to: 'now' }],
  [rangeJson(HOUR), HOUR],
  ['{"from":"2025-11-22T14:00:00Z","to":"1763823600000"}', HOUR],
  ['http://host:9090/d/cpu?from=now-6h&to=now-1h&var-job=node', { from: 'now-6h', to: 'now-1h' }],
])('%s is a range', (text, range) => {
  expect(readRange(text)).toEqual(range);
});

test.each([
  '',
  'now-1h',
  '{"from":"now"}',
  '{"from":1,"to":2}',
  '{"from":"now","to":"now-1h"}',
  '[1,2]',
  'null',
])('%s is none', text => {
  expect(readRange(text)).toBeUndefined();
});
