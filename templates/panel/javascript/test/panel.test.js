// node --test: needs Node 20 or newer, and nothing else.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { tilesOf } from '../bundle/web/panel.js';

const last = field => field.values[field.values.length - 1];
const field = (name, type, values) => ({
  type,
  values,
  displayName: name,
  display: value => ({ text: String(value), suffix: ' ms', color: value > 5 ? 'red' : 'green' }),
});

test('each column of numbers is a tile, times are not', () => {
  const frame = { fields: [field('Time', 'time', [1, 2]), field('db', 'number', [3, 4]), field('web', 'number', [5, 6])] };
  assert.deepEqual(tilesOf([frame], last, 'lastNotNull'), [
    { name: 'db', text: '4 ms', color: 'green' },
    { name: 'web', text: '6 ms', color: 'red' },
  ]);
});

test('no data makes no tiles', () => {
  assert.deepEqual(tilesOf([], last, 'lastNotNull'), []);
});

test('plugin.json and MANIFEST.MF name the same version', () => {
  const read = name => readFileSync(new URL(`../bundle/META-INF/${name}`, import.meta.url), 'utf8');
  assert.match(read('MANIFEST.MF'), new RegExp(`^Bundle-Version: ${JSON.parse(read('gnomon/plugin.json')).version}$`, 'm'));
});
