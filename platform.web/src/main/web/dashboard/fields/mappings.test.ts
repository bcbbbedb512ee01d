import type { ValueMapping } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { mappingsOf, rowOf, rowsOf } from './mappings.ts';

const ALL: readonly ValueMapping[] = [
  { type: 'value', options: { up: { text: 'Up', color: 'green', index: 0 }, down: { text: 'Down' } } },
  { type: 'range', options: { from: 1, to: null, result: { text: 'many' } } },
  { type: 'regex', options: { pattern: '/a(.)/', result: { text: '$1' } } },
  { type: 'special', options: { match: 'null', result: { text: 'nothing' } } },
];

test('a mapping of several values is a row for each of them', () => {
  expect(rowsOf(ALL).map(row => row.type)).toEqual(['value', 'value', 'range', 'regex', 'special']);
  expect(rowsOf(ALL)[0]).toEqual({
    type: 'value',
    value: 'up',
    result: { text: 'Up', color: 'green', index: 0 },
  });
});

test('what is written is read again as the same rows, in the same order', () => {
  const rows = [...rowsOf(ALL), { type: 'value', value: '1', result: {} } as const];
  expect(rowsOf(mappingsOf(rows))).toEqual(rows);
});

test('another kind of condition keeps what is shown', () => {
  const result = { text: 'Up' };
  for (const type of ['value', 'range', 'regex', 'special'] as const)
    expect(rowOf(type, result)).toMatchObject({ type, result });
});
