import { field } from '@gnomon/panel-kit/testing.ts';
import type { Field } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { footerOf } from './footer.ts';

const ui = {
  calcName: (calc: string) => calc.toUpperCase(),
  reduce: (f: Field, calc: string) => {
    const values = Array.from(f.values as ArrayLike<number>).filter((_, i) => !f.nulls?.[i]);
    return calc === 'count'
      ? values.length
      : values.reduce((a, b) => (calc === 'max' ? Math.max(a, b) : a + b));
  },
};
const columns = [
  field('host', ['a', 'b', 'c'], 'string'),
  field('load', [1, 2, 4], 'number', { gaps: [0, 0, 1] }),
  field('size', [10, 20, 30]),
];

test('nothing is calculated unless it is asked for', () => {
  expect(footerOf(columns, [0, 1, 2], {}, ui)).toEqual([]);
  expect(footerOf(columns, [0, 1, 2], { show: true, reducer: [] }, ui)).toEqual([]);
});

test('columns of numbers are calculated over the rows that are shown', () => {
  const footer = { show: true, reducer: ['sum'] };
  expect(footerOf(columns, [0, 1, 2], footer, ui)).toEqual([['SUM'], ['3'], ['60']]);
  expect(footerOf(columns, [1], footer, ui)).toEqual([['SUM'], ['2'], ['20']]);
});

test('some columns and several calculations', () => {
  const footer = { show: true, reducer: ['max', 'count'], fields: ['size'] };
  expect(footerOf(columns, [0, 1, 2], footer, ui)).toEqual([[], [], ['MAX 30', 'COUNT 3']]);
});

test('a column with calculations of its own, and the number of rows', () => {
  const own = field('size', [10, 20, 30], 'number', {
    config: { custom: { footer: { reducers: ['sum'] } } },
  });
  expect(footerOf([columns[0], own], [0, 1, 2], {}, ui)).toEqual([[], ['SUM 60']]);
  expect(footerOf(columns, [0, 2], { show: true, countRows: true }, ui)).toEqual([['2 rows'], [], []]);
});
