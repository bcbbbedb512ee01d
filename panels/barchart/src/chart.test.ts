import { within } from '@gnomon/panel-kit/barPlot.ts';
import { barsOf, extentOf } from '@gnomon/panel-kit/bars.ts';
import { field, frame } from '@gnomon/panel-kit/testing.ts';
import { expect, test } from 'vitest';
import { chartOf, groupAt, valuePlace } from './chart.ts';

const hosts = field('host', ['a', 'b'], 'string');

test('rows are groups named by the first text, numbers are series', () => {
  const chart = chartOf([frame(hosts, field('cpu', [1, 2]), field('mem', [3, 4]))], undefined, 'UTC');
  expect(chart.names).toEqual(['a', 'b']);
  expect(chart.series.map(f => f.name)).toEqual(['cpu', 'mem']);
  expect(chart.values).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('a wanted field gives the names', () => {
  const chart = chartOf(
    [frame(hosts, field('zone', ['x', 'y'], 'string'), field('n', [1, 2]))],
    'zone',
    'UTC',
  );
  expect(chart.names).toEqual(['x', 'y']);
});

test('frames of one row each are groups', () => {
  const chart = chartOf([frame(field('a', [1])), frame(field('b', [2]))], undefined, 'UTC');
  expect(chart.names).toEqual(['a', 'b']);
  expect(chart.values).toEqual([[1, 2]]);
});

const at = (...minutes: number[]) =>
  field(
    'Time',
    minutes.map(m => m * 60_000),
    'time',
  );

test('frames over time are one chart with the times of all of them', () => {
  const chart = chartOf(
    [frame(at(0, 1), field('user', [1, 2])), frame(at(1, 2), field('system', [3, 4]))],
    undefined,
    'UTC',
  );
  expect(chart.names).toEqual(['00:00', '00:01', '00:02']);
  expect(chart.series.map(f => f.name)).toEqual(['user', 'system']);
  expect(chart.values).toEqual([
    [1, 2, Number.NaN],
    [Number.NaN, 3, 4],
  ]);
});

test('times of several days are named with their day', () => {
  const names = (zone: string) => chartOf([frame(at(0, 90), field('n', [1, 2]))], undefined, zone).names;
  expect(names('UTC')).toEqual(['00:00', '01:30']);
  expect(names('Atlantic/Azores')).toEqual(['12-31 23:00', '01-01 00:30']);
  expect(names('Asia/Kathmandu')).toEqual(['05:30', '07:00']);
});

test('stacked bars grow from each other, negative ones downwards', () => {
  const bars = barsOf([[2], [-1], [3], [Number.NaN]], 1, 'normal');
  expect(bars.map(b => [b.low, b.high])).toEqual([
    [0, 2],
    [-1, 0],
    [2, 5],
  ]);
  expect(extentOf(bars)).toEqual({ min: -1, max: 5 });
});

test('percent shares fill the group', () => {
  expect(barsOf([[1], [3]], 1, 'percent').map(b => [b.low, b.high])).toEqual([
    [0, 0.25],
    [0.25, 1],
  ]);
  expect(barsOf([[0], [0]], 1, 'percent').map(b => b.high)).toEqual([0, 0]);
});

const standing = { x: 10, y: 50, width: 30, height: 8 };
const lying = { x: 10, y: 50, width: 100, height: 20 };

test('the value of a standing bar stands above it, where that is wide enough', () => {
  expect(valuePlace(standing, 20, false, false)).toMatchObject({
    x: 25,
    y: 46,
    anchor: 'middle',
    inside: false,
    fits: true,
  });
  expect(valuePlace(standing, 40, false, false).fits).toBe(false);
  expect(valuePlace({ ...standing, y: 2 }, 20, false, false)).toMatchObject({ y: 11, inside: true });
});

test('the value of a lying bar stands at its end, behind it when it is short', () => {
  expect(valuePlace(lying, 20, true, false)).toMatchObject({ x: 106, y: 64, anchor: 'end', inside: true });
  expect(valuePlace({ ...lying, width: 5 }, 20, true, false)).toMatchObject({
    x: 19,
    y: 64,
    anchor: 'start',
    inside: false,
  });
});

test('the value of a stacked bar lies in it, and not over its neighbours', () => {
  expect(valuePlace(lying, 20, true, true)).toMatchObject({ x: 60, y: 64, anchor: 'middle', fits: true });
  expect(valuePlace({ ...lying, width: 15 }, 20, true, true).fits).toBe(false);
  expect(valuePlace(standing, 20, false, true).fits).toBe(false);
});

test('groups that are named by times are found by a time', () => {
  const over = chartOf([frame(field('Time', [10, 20, 30], 'time'), field('n', [1, 2, 3]))], undefined, 'UTC');
  const times = over.times ?? [];
  expect([4, 14, 16, 38].map(time => groupAt(times, time))).toEqual([0, 0, 1, 2]);
  expect(groupAt(times, 41)).toBe(-1);
  expect(groupAt([], 1)).toBe(-1);
  expect(chartOf([frame(hosts, field('n', [1, 2]))], undefined, 'UTC').times).toBeUndefined();
});

test('the first and the last label stay within the picture', () => {
  expect([5, 50, 98].map(middle => within(middle, 20, 100))).toEqual([20, 50, 80]);
});
