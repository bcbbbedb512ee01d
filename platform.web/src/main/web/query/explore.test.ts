import { expect, test } from 'vitest';
import { metadataOf, selectorOf, suggested } from './metrics.ts';
import { flattened } from './plan.ts';
import { termAt } from './terms.ts';

test('the word below the pointer is a metric, a function or an aggregation', () => {
  const expression = 'sum by (mode) (rate(node_cpu_seconds_total{mode="idle"}[1m]))';
  const at = (word: string) => termAt(expression, expression.indexOf(word) + 1);
  expect(at('sum')).toMatchObject({ kind: 'aggregation', text: 'sum', from: 0, to: 3 });
  expect(at('rate')).toMatchObject({ kind: 'function', text: 'rate' });
  expect(at('node_cpu')).toMatchObject({ kind: 'metric', text: 'node_cpu_seconds_total' });
  expect(at('mode="idle"')).toBeUndefined();
  expect(at('1m')).toBeUndefined();
});

test('what a metric is for decides how it is shown first', () => {
  const shown = (name: string, type = '') => suggested(name, type, selectorOf(name, { job: 'a"b' }));
  expect(shown('node_load1', 'gauge')).toBe('node_load1{job="a\\"b"}');
  expect(shown('requests', 'counter')).toBe('rate(requests{job="a\\"b"}[5m])');
  expect(shown('requests_total')).toContain('rate(');
  expect(shown('latency_bucket', 'histogram')).toMatch(/^histogram_quantile\(0\.95, sum by \(le\)/);
  expect(shown('latency_count', 'histogram')).toMatch(/^rate\(/);
  expect(shown('latency', 'histogram')).toMatch(/^histogram_quantile\(0\.95, rate/);
});

test('series of a histogram are known by its name', () => {
  const all = { latency: [{ type: 'histogram', help: 'How long.', unit: '' }] };
  expect(metadataOf('latency_bucket', all)?.help).toBe('How long.');
  expect(metadataOf('latency', all)?.type).toBe('histogram');
  expect(metadataOf('other', all)).toBeUndefined();
});

test('the steps of a plan stand below each other, indented', () => {
  const leaf = (operator: string) => ({ operator, inputs: [] });
  const plan = { operator: '+', inputs: [{ operator: 'rate', inputs: [leaf('a')] }, leaf('b')] };
  expect(flattened(plan).map(({ node, depth }) => `${depth} ${node.operator}`)).toEqual([
    '0 +',
    '1 rate',
    '2 a',
    '1 b',
  ]);
});
