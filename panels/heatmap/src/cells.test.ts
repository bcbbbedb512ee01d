import { field, frame } from '@gnomon/panel-kit/testing.ts';
import { expect, test } from 'vitest';
import { bucketCells, columnAt, countedCells, duration } from './cells.ts';
import { colorScale } from './colors.ts';

const time = field('Time', [0, 10, 20], 'time');
const bucket = (le: string, values: number[]) => field(le, values, 'number', { labels: { le } });

test('buckets with le are sorted and parted', () => {
  const cells = bucketCells([
    frame(time, bucket('+Inf', [9, 9, 9])),
    frame(time, bucket('0.5', [1, 2, 3])),
    frame(time, bucket('1', [4, 4, 5])),
  ]);
  expect(cells.rows).toEqual(['0.5', '1', '+Inf']);
  expect(cells.counts).toEqual([
    [1, 2, 3],
    [3, 2, 2],
    [5, 5, 4],
  ]);
  expect(cells.stepMs).toBe(10);
});

test('a column without a bucket has no cell there', () => {
  const cells = bucketCells([
    frame(time, field('a', [1, 2, 3])),
    frame(field('Time', [0, 30], 'time'), field('b', [4, 5])),
  ]);
  expect(cells.times).toEqual([0, 10, 20, 30]);
  expect(cells.counts[1]).toEqual([4, Number.NaN, Number.NaN, 5]);
});

test('samples are counted into buckets of time and value', () => {
  const cells = countedCells(
    [frame(time, field('a', [1, 2, 9]), field('b', [1, 8, 9]))],
    { xBuckets: { mode: 'size', value: '20ms' }, yBuckets: { mode: 'size', value: '5' } },
    0,
    20,
    bounds => bounds.map(String),
  );
  expect(cells.rows).toEqual(['5', '10']);
  expect(cells.counts).toEqual([
    [3, 0],
    [1, 2],
  ]);
});

test('nothing to count', () => {
  expect(countedCells([], {}, 0, 10, () => []).counts).toEqual([]);
  expect(bucketCells([]).rows).toEqual([]);
});

test('durations', () => {
  expect(['30s', '5m', '1.5h', 'x'].map(duration)).toEqual([30_000, 300_000, 5_400_000, Number.NaN]);
});

test('the scale goes from one end to the other and dark pages turn it', () => {
  const options = {
    mode: 'scheme',
    scheme: 'Greys',
    scale: 'linear',
    exponent: 1,
    steps: 2,
    reverse: false,
  } as const;
  expect(colorScale(options, false, '')(1)).toBe('rgb(0, 0, 0)');
  expect(colorScale(options, true, '')(1)).toBe('rgb(255, 255, 255)');
  expect(colorScale({ ...options, reverse: true }, true, '')(1)).toBe('rgb(0, 0, 0)');
  expect(colorScale({ ...options, mode: 'opacity' }, true, '#f00')(0.5)).toContain('50%');
});

test('a time lies in the column that ends with its sample, or begins with its count', () => {
  const cells = { times: [10, 20, 30], stepMs: 10, rows: [], counts: [] };
  expect([0, 1, 10, 11, 30, 31].map(time => columnAt(cells, time, false))).toEqual([-1, 0, 0, 1, 2, -1]);
  expect([9, 10, 19, 20, 39, 40].map(time => columnAt(cells, time, true))).toEqual([-1, 0, 0, 1, 2, -1]);
});
