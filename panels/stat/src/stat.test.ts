import { english, field, frame } from '@gnomon/panel-kit/testing.ts';
import { tilesInWords, tilesOf } from '@gnomon/panel-kit/values.ts';
import type { Field } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { arrange } from './arrange.ts';
import { pointsOf } from './sparkline.ts';

const ui = {
  reduce: (f: Field, calc: string) =>
    calc === 'diffperc' ? 0.5 : Number(f.values[f.values.length - 1] ?? Number.NaN),
};

test('every number field is a tile with its reduced value', () => {
  const frames = [frame(field('Time', [1, 2], 'time'), field('a', [1, 2])), frame(field('b', [3, 4]))];
  expect(tilesOf(frames, {}, ui).map(t => [t.name, t.value.text])).toEqual([
    ['a', '2'],
    ['b', '4'],
  ]);
});

test('a field without values shows that there is none', () => {
  expect(tilesOf([frame(field('a', []))], {}, ui)[0].value.text).toBe('null');
});

test('rows become tiles named by the first text column', () => {
  const table = frame(field('disk', ['sda', 'sdb'], 'string'), field('used', [1, 2]));
  expect(tilesOf([table], { values: true, limit: 1 }, ui).map(t => [t.name, t.value.text])).toEqual([
    ['sda', '1'],
  ]);
});

test('a pattern chooses fields', () => {
  const frames = [frame(field('eth0 in', [1]), field('eth0 out', [2]))];
  expect(tilesOf(frames, { fields: '/ out$/' }, ui).map(t => t.name)).toEqual(['eth0 out']);
});

test('tiles are laid out near two to one', () => {
  expect(arrange(4, 400, 200, 'auto', 30)).toEqual({ columns: 2, rows: 2, shown: 4 });
  expect(arrange(3, 900, 100, 'auto', 30)).toEqual({ columns: 3, rows: 1, shown: 3 });
  expect(arrange(3, 900, 100, 'horizontal', 30)).toEqual({ columns: 1, rows: 3, shown: 3 });
  expect(arrange(0, 900, 100, 'auto', 30).shown).toBe(0);
});

test('of tiles that cannot all be read as many are shown as fit above the count of the others', () => {
  const many = arrange(500, 600, 200, 'auto', 34);
  expect(many).toEqual({ columns: 10, rows: 4, shown: 40 });
  expect(arrange(50, 600, 200, 'auto', 34).shown).toBe(50);
  expect(arrange(20, 600, 200, 'horizontal', 34)).toEqual({ columns: 1, rows: 4, shown: 4 });
  expect(arrange(20, 600, 200, 'vertical', 34)).toEqual({ columns: 10, rows: 1, shown: 10 });
});

test('no panel is too small for one tile', () => {
  expect(arrange(2, 40, 20, 'auto', 34)).toEqual({ columns: 1, rows: 1, shown: 1 });
});

test('a gap splits the sparkline; samples keep their place', () => {
  const runs = pointsOf(field('a', [0, 5, Number.NaN, 10, 10], 'number', { gaps: [0, 0, 1, 0, 0] }), 100, 23);
  expect(runs.map(run => run.map(([x]) => x))).toEqual([
    [0, 25],
    [75, 100],
  ]);
  expect(runs[0][0][1]).toBeGreaterThan(runs[1][0][1]);
});

test('a least and a largest value of the field are in the picture, so that small changes look small', () => {
  const runs = pointsOf(field('a', [74, 75], 'number', { config: { min: 0, max: 100 } }), 100, 103);
  const [[, first], [, last]] = runs[0];
  expect(first - last).toBeCloseTo(1);
  expect(last).toBeCloseTo(27);
});

test('in words stand the kind of panel, how many values there are, and each', () => {
  const tiles = tilesOf([frame(field('a', [1]), field('b', [2]))], {}, ui);
  expect(tilesInWords('Stat', tiles, english)).toBe('Stat, 2 values. a 1, b 2');
  expect(tilesInWords('Gauge', tiles.slice(0, 1), english)).toBe('Gauge, 1 value. a 1');
  const many = Array.from({ length: 400 }, () => tiles[0]);
  expect(tilesInWords('Stat', many, english)).toMatch(/^Stat, 400 values\. (a 1, ){30}…$/);
});
