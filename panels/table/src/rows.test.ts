import type { DataFrame, Field } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { cellType, columnsOf, gridColumns, sortedRows } from './rows.ts';

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

test('rows without a value come last in both directions', () => {
  expect(sortedRows(frame, { displayName: 'used', desc: false })).toEqual([1, 3, 0, 2]);
  expect(sortedRows(frame, { displayName: 'used', desc: true })).toEqual([0, 3, 1, 2]);
});

test('texts sort as people count', () => {
  expect(sortedRows(frame, { displayName: 'disk', desc: false })).toEqual([1, 0, 2, 3]);
});

test('an unknown column leaves the order', () => {
  expect(sortedRows(frame, { displayName: 'none', desc: true })).toEqual([0, 1, 2, 3]);
  expect(sortedRows(frame, undefined)).toEqual([0, 1, 2, 3]);
});

test('hidden columns are left out, widths are kept', () => {
  const wide = {
    length: 1,
    fields: [field('a', [1], { hidden: true }), field('b', [1], { width: 120 }), field('c', [1])],
  };
  expect(columnsOf(wide).map(c => c.name)).toEqual(['b', 'c']);
  expect(gridColumns(columnsOf(wide))).toBe('minmax(60px, 120px) minmax(60px, 1fr)');
});

test('names of older dashboards still draw bars', () => {
  expect(cellType(field('a', [1], { displayMode: 'gradient-gauge' }))).toBe('gauge');
  expect(cellType(field('a', [1], { cellOptions: { type: 'color-text' } }))).toBe('color-text');
  expect(cellType(field('a', [1]))).toBe('auto');
});
