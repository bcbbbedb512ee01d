import type { Field } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { reduce } from './reduce.ts';

const field = (values: number[], nulls?: number[]): Field => ({
  name: 'v',
  type: 'number',
  values,
  ...(nulls && { nulls: Uint8Array.from(nulls) }),
  config: {},
  displayName: 'v',
  display: () => ({ text: '', numeric: 0 }),
});

test.each([
  ['lastNotNull', 4],
  ['firstNotNull', 3],
  ['min', 1],
  ['max', 4],
  ['mean', 8 / 3],
  ['sum', 8],
  ['count', 3],
  ['range', 3],
  ['median', 3],
  ['p50', 3],
  ['diff', 1],
])('%s leaves out gaps and NaN', (calc, expected) => {
  expect(reduce(field([3, 1, 9, Number.NaN, 4], [0, 0, 1, 0, 0]), calc)).toBeCloseTo(expected);
});

test('nothing gives NaN, and a count of 0', () => {
  expect(reduce(field([]), 'mean')).toBeNaN();
  expect(reduce(field([]), 'count')).toBe(0);
});

test('delta adds up what a counter grew, over its resets', () => {
  expect(reduce(field([5, 8, 2, 3]), 'delta')).toBe(6);
});
