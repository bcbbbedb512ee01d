import type { DataFrame, Field } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { cellType, columnsOf, nextSorts, shownRows, textsIn, widthsOf } from './rows.ts';

const field = (name: string, values: ArrayLike<unknown>, custom: object = {}, nulls?: number[]): Field => ({
  name,
  type: typeof values[0] === 'number' ? 'number' : 'string',
  values,
  ...(nulls && { nulls: Uint8Array.from(nulls) }),
  config: { custom: custom as Record<string, unknown> },
  displayName: name,
  display: value => ({ text: String(value), numeric: Number(value) }),
});
const frame: DataFrame = {
  length: 4,
  fields: [field('disk', ['sda10', 'sda9', 'sdb', 'sdc']), field('used', [3, 1, 0, 2], {}, [0, 0, 1, 0])],
};

const none = new Map<string, ReadonlySet<string>>();
const sorted = (displayName: string, desc: boolean) => shownRows(frame, [{ displayName, desc }], none, 'utc');

test('rows without a value come last in both directions', () => {
  expect(sorted('used', false)).toEqual([1, 3, 0, 2]);
  expect(sorted('used', true)).toEqual([0, 3, 1, 2]);
});

test('texts sort as people count', () => {
  expect(sorted('disk', false)).toEqual([1, 0, 2, 3]);
});

test('an unknown column leaves the order', () => {
  expect(sorted('none', true)).toEqual([0, 1, 2, 3]);
  expect(shownRows(frame, [], none, 'utc')).toEqual([0, 1, 2, 3]);
});

test('where one column is equal the next one counts', () => {
  const zones = {
    length: 4,
    fields: [field('zone', ['b', 'a', 'b', 'a']), field('load', [1, 2, 3, 4])],
  };
  const sorts = [
    { displayName: 'zone', desc: false },
    { displayName: 'load', desc: true },
  ];
  expect(shownRows(zones, sorts, none, 'utc')).toEqual([3, 1, 2, 0]);
});

test('a row is shown when each filtered column has one of its texts', () => {
  const filters = new Map([
    ['disk', new Set(['sda9', 'sdb'])],
    ['used', new Set(['1', '2'])],
    ['gone', new Set(['x'])],
  ]);
  expect(shownRows(frame, [], filters, 'utc')).toEqual([1]);
});

test('values to filter by are counted, frequent ones first', () => {
  const colours = field('c', ['red', 'blue', 'red', 'green']);
  expect(textsIn({ length: 4, fields: [colours] }, colours, 'utc')).toEqual([
    ['red', 2],
    ['blue', 1],
    ['green', 1],
  ]);
});

test('clicks on a heading go through both directions to none; Shift keeps the others', () => {
  const [disk, used] = frame.fields;
  const first = nextSorts([], used, false);
  expect(first).toEqual([{ displayName: 'used', desc: true }]);
  const second = nextSorts(first, used, false);
  expect(second).toEqual([{ displayName: 'used', desc: false }]);
  expect(nextSorts(second, used, false)).toEqual([]);
  expect(nextSorts(first, disk, true)).toEqual([...first, { displayName: 'disk', desc: false }]);
  expect(nextSorts(first, disk, false)).toEqual([{ displayName: 'disk', desc: false }]);
});

test('hidden columns are left out, widths are kept, the rest is shared', () => {
  const wide = {
    length: 1,
    fields: [field('a', [1], { hidden: true }), field('b', [1], { width: 120 }), field('c', [1])],
  };
  expect(columnsOf(wide).map(c => c.name)).toEqual(['b', 'c']);
  expect(widthsOf(columnsOf(wide), 500)).toEqual([120, 380]);
  expect(widthsOf(columnsOf(wide), 100)).toEqual([120, 90]);
});

test('a time is not cut, unless that is wanted', () => {
  const at = (custom: object) => ({ ...field('Time', [0], custom), type: 'time' as const });
  expect(widthsOf([at({}), field('a', [1])], 200)).toEqual([150, 100]);
  expect(widthsOf([at({ width: 80 })], 200)).toEqual([80]);
});

test('names of older dashboards still draw bars', () => {
  expect(cellType(field('a', [1], { displayMode: 'gradient-gauge' }))).toBe('gauge');
  expect(cellType(field('a', [1], { cellOptions: { type: 'color-text' } }))).toBe('color-text');
  expect(cellType(field('a', [1]))).toBe('auto');
});

test('a column of series is lines unless something else is said', () => {
  const trend = { ...field('Trend', [null, [[1000, 5]]]), type: 'json' as const };
  expect(cellType(trend)).toBe('sparkline');
  expect(cellType({ ...trend, config: { custom: { cellOptions: { type: 'json-view' } } } })).toBe(
    'json-view',
  );
  expect(cellType({ ...trend, values: [{ a: 1 }] })).toBe('auto');
});
