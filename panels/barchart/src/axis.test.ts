import { niceTicks, shortened, timeTicks } from '@gnomon/panel-kit/axis.ts';
import { unitStep } from '@gnomon/panel-kit/unitSteps.ts';
import { expect, test } from 'vitest';

test('ticks are multiples of a round step', () => {
  expect(niceTicks(0, 97, 5)).toEqual([0, 20, 40, 60, 80]);
  expect(niceTicks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(niceTicks(3, 3, 5)).toEqual([3]);
});

test('steps are 1, 2, 2.5 and 5 times a power of ten', () => {
  expect([0.7, 1.1, 2.2, 26, 0].map(rough => unitStep(rough))).toEqual([1, 2, 2.5, 50, 1]);
});

test('steps of durations are parts of the clock, whatever they are counted in', () => {
  const HOUR = 3600;
  const steps = (unit: string, ...rough: number[]) => rough.map(each => unitStep(each, unit));
  expect(steps('s', 0.03, 11, 40, 250, 1000, 2000, 9000)).toEqual([0.05, 15, 60, 300, 1800, HOUR, 3 * HOUR]);
  expect(steps('ms', 0.3, 3, 600, 200_000)).toEqual([0.5, 5, 1000, 300_000]);
  expect(steps('m', 0.2, 7, 100)).toEqual([0.25, 10, 120]);
  expect(steps('h', 0.6, 30)).toEqual([1, 48]);
  expect(steps('d', 0.3, 3, 5, 8, 100)).toEqual([0.5, 4, 7, 14, 182]);
  expect(steps('dtdurations', 0.1, 31)).toEqual([1, 60]);
  expect(steps('clockms', 10, 20_000)).toEqual([1000, 30_000]);
  expect(steps('s', 4 * 31556952)).toEqual([5 * 31556952]);
});

test('steps of bytes are 1, 2, 4 up to the next power of 1024', () => {
  expect([0.7, 300, 1000, 1100].map(rough => unitStep(rough, 'bytes'))).toEqual([1, 512, 1024, 2048]);
  expect([300, 1000].map(rough => unitStep(rough, 'decbytes'))).toEqual([500, 1000]);
});

test('ticks are round in their unit', () => {
  expect(niceTicks(0, 4000, 4, 's')).toEqual([0, 1800, 3600]);
  expect(niceTicks(0, 4000, 4, 'bytes')).toEqual([0, 1024, 2048, 3072]);
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
