import { expect, test } from 'vitest';
import { bucketsOf } from './buckets.ts';

test('values are counted into round buckets', () => {
  const { start, size, counts } = bucketsOf([[0, 1, 5, 9, 10]], 5, undefined, 0);
  expect([start, size]).toEqual([0, 2]);
  expect(counts).toEqual([[2, 0, 1, 0, 1, 1]]);
});

test('a given size and offset are kept', () => {
  const { start, size, counts } = bucketsOf([[1, 4, 6]], 30, 5, 1);
  expect([start, size]).toEqual([1, 5]);
  expect(counts).toEqual([[2, 1]]);
});

test('groups share their buckets', () => {
  const { start, counts } = bucketsOf([[-1], [3]], 4, 1, 0);
  expect(start).toBe(-1);
  expect(counts).toEqual([
    [1, 0, 0, 0, 0],
    [0, 0, 0, 0, 1],
  ]);
});

test('equal values and none at all', () => {
  expect(bucketsOf([[7, 7]], 30, undefined, 0)).toEqual({ start: 7, size: 1, counts: [[2]] });
  expect(bucketsOf([[]], 30, undefined, 0).counts).toEqual([[]]);
});

test('a tiny bucket does not make millions of them', () => {
  expect(bucketsOf([[0, 1e9]], 30, 1e-3, 0).counts[0].length).toBeLessThanOrEqual(1001);
});
