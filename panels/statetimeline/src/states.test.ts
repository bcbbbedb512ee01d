import { stateRows, statesAt, statesIn } from '@gnomon/panel-kit/states.ts';
import { field, frame } from '@gnomon/panel-kit/testing.ts';
import type { FieldConfig } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';

const PALETTE = ['#110000', '#220000'];
const time = field('Time', [0, 10, 20, 30], 'time');

test('equal neighbours are one stretch that ends where the next begins', () => {
  const [row] = stateRows([frame(time, field('up', [1, 1, 0, 0]))], 100, true, PALETTE);
  expect(row.stretches.map(s => [s.from, s.to, s.value])).toEqual([
    [0, 20, 1],
    [20, 40, 0],
  ]);
});

test('unmerged, every sample has its stretch', () => {
  const [row] = stateRows([frame(time, field('up', [1, 1, 0, 0]))], 30, false, PALETTE);
  expect(row.stretches.map(s => [s.from, s.to])).toEqual([
    [0, 10],
    [10, 20],
    [20, 30],
    [30, 30],
  ]);
});

test('a gap stays open and parts equal states', () => {
  const gaps = field('up', [1, Number.NaN, 1, 1], 'number', { gaps: [0, 1, 0, 0] });
  const [row] = stateRows([frame(time, gaps)], 40, true, PALETTE);
  expect(row.stretches.map(s => [s.from, s.to])).toEqual([
    [0, 10],
    [20, 40],
  ]);
});

test('texts and hidden fields', () => {
  const hidden = field('x', [1, 2, 3, 4], 'number', { config: { custom: { hideFrom: { viz: true } } } });
  const rows = stateRows(
    [frame(time, field('s', ['a', 'b', 'b', 'a'], 'string'), hidden)],
    40,
    true,
    PALETTE,
  );
  expect(rows.map(r => r.name)).toEqual(['s']);
  expect(statesIn(rows).map(s => s.label)).toEqual(['a', 'b']);
});

test('the states at a time, without those of a gap', () => {
  const rows = stateRows(
    [
      frame(
        time,
        field('a', [1, 2, 2, 1]),
        field('b', [1, Number.NaN, 1, 1], 'number', { gaps: [0, 1, 0, 0] }),
      ),
    ],
    40,
    true,
    PALETTE,
  );
  const at = (ms: number) => statesAt(rows, ms).map(({ row, stretch }) => `${row.name} ${stretch.value}`);
  expect(at(9)).toEqual(['a 1', 'b 1']);
  expect(at(10)).toEqual(['a 2']);
  expect(at(40)).toEqual([]);
});

test('where nothing gives colours, each state has its own, the same in all rows', () => {
  const rows = stateRows(
    [frame(time, field('a', [1, 0, 0, 1]), field('b', [0, 0, 1, 2]))],
    40,
    true,
    PALETTE,
  );
  expect(statesIn(rows)).toEqual([
    { label: '1', color: '#110000' },
    { label: '0', color: '#220000' },
    { label: '2', color: '#110000' },
  ]);
});

test('thresholds, a colour mode and mappings keep their colours', () => {
  const colors = (config: FieldConfig) => {
    const rows = stateRows([frame(time, field('a', [1, 0, 0, 1], 'number', { config }))], 40, true, PALETTE);
    return [...new Set(statesIn(rows).map(s => s.color))];
  };
  const result = { text: 'Up', color: 'green' };
  expect(colors({ thresholds: { mode: 'absolute', steps: [{ value: null, color: 'green' }] } })).toEqual([
    '#123456',
  ]);
  expect(colors({ color: { mode: 'palette-classic' } })).toEqual(['#123456']);
  expect(colors({ mappings: [{ type: 'value', options: { 1: result } }] })).toEqual(['#123456']);
  expect(colors({ mappings: [{ type: 'range', options: { from: 1, to: 2, result } }] })).toEqual(['#123456']);
  expect(colors({ mappings: [{ type: 'value', options: { 1: { text: 'Up' } } }] })).toEqual(PALETTE);
});
