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

test('times are round on the clocks of the zone', () => {
  const from = Date.UTC(2026, 0, 15, 10, 7);
  const texts = (zone: string) => timeTicks(from, from + 3_600_000, 4, zone).map(t => t.text);
  expect(texts('UTC')).toEqual(['10:15', '10:30', '10:45', '11:00']);
  expect(texts('Asia/Kathmandu')).toEqual(['16:00', '16:15', '16:30', '16:45']);
});

test('days begin at midnight of the zone, also where clocks are changed', () => {
  const from = Date.UTC(2026, 9, 24, 12);
  const ticks = timeTicks(from, from + 2 * 86_400_000, 2, 'Europe/Berlin');
  expect(ticks.map(t => [t.text, new Date(t.time).toISOString().slice(5, 16)])).toEqual([
    ['10-25', '10-24T22:00'],
    ['10-26', '10-25T23:00'],
  ]);
});

test('long texts end with an ellipsis', () => {
  expect([shortened('abcdef', 4), shortened('abc', 4)]).toEqual(['abc…', 'abc']);
});
