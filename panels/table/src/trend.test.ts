import { expect, test } from 'vitest';
import { trendOf } from './trend.ts';

test('a series in a cell is a list of numbers, of pairs, an object with values, or one of these as text', () => {
  expect(trendOf([1, 2, null, 3])).toEqual([1, 2, 3]);
  expect(
    trendOf([
      [1000, 5],
      [2000, 6],
    ]),
  ).toEqual([5, 6]);
  expect(trendOf({ times: [1, 2], values: [7, 8] })).toEqual([7, 8]);
  expect(trendOf('[1,2]')).toEqual([1, 2]);
});

test('anything else is no series', () => {
  expect(trendOf('up')).toEqual([]);
  expect(trendOf(4)).toEqual([]);
  expect(trendOf(null)).toEqual([]);
});
