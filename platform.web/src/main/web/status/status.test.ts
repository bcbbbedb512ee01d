// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { labelChanges } from './relabelling.ts';
import { pairSelector } from './StoredSeries.tsx';

test('of a relabelling step only what changes is shown', () => {
  expect(labelChanges({ a: '1', b: '2', c: '3' }, { a: '1', b: '9', d: '4' })).toEqual({
    added: { b: '9', d: '4' },
    removed: ['c'],
  });
});

test('a pair of name and value becomes a selector', () => {
  expect(pairSelector('job=node')).toBe('{job="node"}');
  expect(pairSelector('url=/x?a=b"')).toBe('{url="/x?a=b\\""}');
});
