import { readFileSync } from 'node:fs';
import type { DataFrame, Field } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { tilesOf } from '../src/panel.ts';

const last = (field: Field) => Number(field.values[field.values.length - 1]);
const field = (name: string, type: Field['type'], values: number[]): Field => ({
  name,
  type,
  values,
  config: {},
  displayName: name,
  display: value => ({ text: String(value), numeric: Number(value), suffix: ' ms', color: Number(value) > 5 ? 'red' : 'green' }),
});

test('each column of numbers is a tile, times are not', () => {
  const fields = [field('Time', 'time', [1, 2]), field('db', 'number', [3, 4]), field('web', 'number', [5, 6])];
  const frame: DataFrame = { fields, length: 2 };
  expect(tilesOf([frame], last, 'lastNotNull')).toEqual([
    { name: 'db', text: '4 ms', color: 'green' },
    { name: 'web', text: '6 ms', color: 'red' },
  ]);
});

test('no data makes no tiles', () => {
  expect(tilesOf([], last, 'lastNotNull')).toEqual([]);
});

test('plugin.json and MANIFEST.MF name the same version', () => {
  const read = (name: string) => readFileSync(`bundle/META-INF/${name}`, 'utf8');
  const { version } = JSON.parse(read('gnomon/plugin.json'));
  expect(read('MANIFEST.MF').split('\n')).toContain(`Bundle-Version: ${version}`);
});
