import { niceTicks, roundStep, shortened, timeTicks } from '@gnomon/panel-kit/axis.ts';
import { expect, test } from 'vitest';

test('ticks are multiples of a round step', () => {
  expect(niceTicks(0, 97, 5)).toEqual([0, 20, 40, 60, 80]);
  expect(niceTicks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(niceTicks(3, 3, 5)).toEqual([3]);
});

test('steps are 1, 2, 2.5 and 5 times a power of ten', () => {
  expect([0.7, 1.1, 2.2, 26, 0].map(roundStep)).toEqual([1, 2, 2.5, 50, 1]);
});

test('times are round on the clock of the browser', () => {
  const from = new Date(2026, 0, 15, 10, 7).getTime();
  const ticks = timeTicks(from, from + 3_600_000, 4);
  expect(ticks.map(t => t.text)).toEqual(['10:15', '10:30', '10:45', '11:00']);
});

test('long texts end with an ellipsis', () => {
  expect([shortened('abcdef', 4), shortened('abc', 4)]).toEqual(['abc…', 'abc']);
});
