import { rowsOf } from '@gnomon/panel-kit/list.ts';
import { field, frame } from '@gnomon/panel-kit/testing.ts';
import { expect, test } from 'vitest';
import { addressOf, partsOf } from './dashboards.ts';

const rows = rowsOf([
  frame(
    field('title', ['Home', 'Node Exporter', 'Nodes of the shop'], 'string'),
    field('uid', ['home', 'node', 'shop nodes'], 'string'),
    field('folder', ['', 'hosts', 'shop'], 'string'),
    field('tags', ['', 'linux,node', 'node'], 'string'),
  ),
]);
const uids = (options: Parameters<typeof partsOf>[1], stars: string[] = [], visited: string[] = []) =>
  partsOf(rows, options, stars, visited).flatMap(part => part.dashboards.map(d => d.uid));

test('title, tags, folder and number choose', () => {
  expect(uids({})).toEqual(['home', 'node', 'shop nodes']);
  expect(uids({ query: 'NODE' })).toEqual(['node', 'shop nodes']);
  expect(uids({ tags: ['node', 'linux'] })).toEqual(['node']);
  expect(uids({ folderUID: 'shop' })).toEqual(['shop nodes']);
  expect(uids({ maxItems: 1 })).toEqual(['home']);
});

test('a link keeps the time on wish', () => {
  const [{ dashboards }] = partsOf(rows, { folderUID: 'shop' }, [], []);
  const [dashboard] = dashboards;
  const range = { from: 'now-1h', to: 'now' };
  expect(addressOf(dashboard, {}, range)).toBe('/d/shop%20nodes');
  expect(addressOf(dashboard, { keepTime: true }, range)).toBe('/d/shop%20nodes?from=now-1h&to=now');
});

test('starred dashboards are a part of their own, whatever the folder', () => {
  const stars = ['node', 'gone'];
  expect(uids({ showStarred: true, showSearch: false, folderUID: 'shop' }, stars)).toEqual(['node']);
  expect(partsOf(rows, { showStarred: true }, stars, []).map(part => part.heading)).toEqual(['Starred', '']);
});

test('dashboards that were visited come in the order of the visits, without those that are gone', () => {
  const options = { showRecentlyViewed: true, showSearch: false, folderUID: 'hosts', maxItems: 2 };
  expect(uids(options, [], ['shop nodes', 'gone', 'home', 'node'])).toEqual(['shop nodes', 'home']);
  const parts = partsOf(rows, { ...options, showStarred: true }, ['node'], ['home']);
  expect(parts.map(part => part.heading)).toEqual(['Starred', 'Recently visited']);
});
