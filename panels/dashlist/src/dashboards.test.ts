import { rowsOf } from '@gnomon/panel-kit/list.ts';
import { field, frame } from '@gnomon/panel-kit/testing.ts';
import { expect, test } from 'vitest';
import { addressOf, dashboardsOf } from './dashboards.ts';

const rows = rowsOf([
  frame(
    field('title', ['Home', 'Node Exporter', 'Nodes of the shop'], 'string'),
    field('uid', ['home', 'node', 'shop nodes'], 'string'),
    field('folder', ['', 'hosts', 'shop'], 'string'),
    field('tags', ['', 'linux,node', 'node'], 'string'),
  ),
]);
const uids = (options: Parameters<typeof dashboardsOf>[1]) => dashboardsOf(rows, options).map(d => d.uid);

test('title, tags, folder and number choose', () => {
  expect(uids({})).toEqual(['home', 'node', 'shop nodes']);
  expect(uids({ query: 'NODE' })).toEqual(['node', 'shop nodes']);
  expect(uids({ tags: ['node', 'linux'] })).toEqual(['node']);
  expect(uids({ folderUID: 'shop' })).toEqual(['shop nodes']);
  expect(uids({ maxItems: 1 })).toEqual(['home']);
});

test('a link keeps the time on wish', () => {
  const [dashboard] = dashboardsOf(rows, { folderUID: 'shop' });
  const range = { from: 'now-1h', to: 'now' };
  expect(addressOf(dashboard, {}, range)).toBe('/d/shop%20nodes');
  expect(addressOf(dashboard, { keepTime: true }, range)).toBe('/d/shop%20nodes?from=now-1h&to=now');
});
