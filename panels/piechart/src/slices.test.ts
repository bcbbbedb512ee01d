import { field } from '@gnomon/panel-kit/testing.ts';
import type { Tile } from '@gnomon/panel-kit/values.ts';
import { expect, test } from 'vitest';
import { holds, percentText, slicePath, slicesOf } from './slices.ts';

const tile = (name: string, numeric: number): Tile => ({
  field: field(name, [numeric]),
  name,
  value: { text: String(numeric), numeric },
  raw: numeric,
  change: Number.NaN,
});

test('slices are shares of the whole, the largest first', () => {
  const slices = slicesOf([tile('a', 1), tile('b', 3)], 'desc');
  expect(slices.map(s => [s.tile.name, s.share, s.from, s.to])).toEqual([
    ['b', 0.75, 0, 0.75],
    ['a', 0.25, 0.75, 1],
  ]);
  expect(slicesOf([tile('a', 1), tile('b', 3)], 'none').map(s => s.tile.name)).toEqual(['a', 'b']);
});

test('what is not above zero has no slice', () => {
  const slices = slicesOf([tile('a', 0), tile('b', -2), tile('c', Number.NaN), tile('d', 2)], 'asc');
  expect(slices.map(s => s.tile.name)).toEqual(['d']);
});

test('a lone slice is a whole circle', () => {
  expect(slicePath(50, 40, 0, { from: 0, to: 1 }).match(/A/g)).toHaveLength(2);
  expect(slicePath(50, 40, 20, { from: 0, to: 0.6 })).toContain('A40 40 0 1 1');
});

test('small shares have a decimal', () => {
  expect([0.5, 0.034].map(percentText)).toEqual(['50%', '3.4%']);
});

test('a label has room where all of it lies within its slice', () => {
  const [half, rest] = slicesOf([tile('a', 1), tile('b', 1)], 'none');
  const pie = { inner: 0, outer: 100, middle: 66 };
  expect(holds(half, pie, 60, 12)).toBe(true);
  expect(holds(rest, pie, 140, 12)).toBe(false);
  const donut = { inner: 60, outer: 100, middle: 80 };
  expect(holds(half, donut, 30, 12)).toBe(true);
  expect(holds(half, donut, 50, 12)).toBe(false);
  const [, thin] = slicesOf([tile('a', 97), tile('b', 3)], 'none');
  expect(holds(thin, pie, 30, 12)).toBe(false);
});
