import type { DataFrame, Field } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { align } from './series.ts';

function frame(times: number[], values: (number | null)[], custom: object = {}, name = 'Value'): DataFrame {
  const field = (type: 'time' | 'number', v: ArrayLike<unknown>, extra: object): Field => ({
    name: type === 'time' ? 'Time' : name,
    type,
    values: v,
    config: {},
    displayName: name,
    display: value => ({ text: String(value), numeric: Number(value) }),
    ...extra,
  });
  const nulls = Uint8Array.from(values, v => (v === null ? 1 : 0));
  return {
    refId: name,
    length: times.length,
    fields: [
      field('time', times, {}),
      field(
        'number',
        values.map(v => v ?? Number.NaN),
        { nulls, config: { custom } },
      ),
    ],
  };
}

test('frames with the same times share them', () => {
  const { times, series } = align([frame([1, 2, 3], [1, 2, 3]), frame([1, 2, 3], [4, null, 6])]);
  expect(times).toEqual([1, 2, 3]);
  expect(series[1].drawn).toEqual([4, null, 6]);
});

test('frames with other times meet on the union, without gaps of their own', () => {
  const { times, series } = align([frame([1, 3], [1, 3]), frame([2, 3], [20, 30])]);
  expect(times).toEqual([1, 2, 3]);
  expect(series[0].drawn).toEqual([1, undefined, 3]);
  expect(series[1].drawn).toEqual([undefined, 20, 30]);
});

test('stacked series lie on each other and know the edge below', () => {
  const stacking = { stacking: { mode: 'normal', group: 'A' } };
  const { series } = align([frame([1, 2], [1, 2], stacking), frame([1, 2], [10, null], stacking)]);
  expect(series[0].below).toBe(-1);
  expect(series[1].below).toBe(0);
  expect(series[1].drawn).toEqual([11, 2]);
  expect(series[1].values).toEqual([10, null]);
});

test('where no series of a stack has a value there is a gap, not zero', () => {
  const stacking = { stacking: { mode: 'normal', group: 'A' } };
  const { series } = align([
    frame([1, 2, 3], [null, 2, 3], stacking),
    frame([1, 2, 3], [null, null, 30], stacking),
  ]);
  expect(series[0].drawn).toEqual([null, 2, 3]);
  expect(series[1].drawn).toEqual([null, 2, 33]);
});

test('a hidden series takes no room in the stack', () => {
  const stacking = { stacking: { mode: 'normal', group: 'A' } };
  const hidden = { ...stacking, hideFrom: { viz: true } };
  const { series } = align([frame([1], [5], hidden), frame([1], [10], stacking)]);
  expect(series[1].drawn).toEqual([10]);
  expect(series[1].below).toBe(-1);
});

test('negative-Y mirrors the line and keeps what the tooltip says', () => {
  const { series } = align([frame([1], [7], { transform: 'negative-Y' })]);
  expect(series[0].drawn).toEqual([-7]);
  expect(series[0].values).toEqual([7]);
});

test('a percent stack ends at one', () => {
  const stacking = { stacking: { mode: 'percent', group: 'A' } };
  const { series } = align([frame([1], [1], stacking), frame([1], [3], stacking)]);
  expect(series.map(s => s.drawn)).toEqual([[0.25], [1]]);
});

test('no frames give no series', () => {
  expect(align([])).toEqual({ times: [], series: [] });
});
