import { expect, test } from 'vitest';
import { byPool, matching, type Target } from './targets.ts';

const target = (scrapePool: string, scrapeUrl: string, health: Target['health'], lastError = ''): Target => ({
  labels: { job: scrapePool, zone: 'eu' },
  scrapePool,
  scrapeUrl,
  lastError,
  lastScrape: '2026-11-22T00:00:00Z',
  lastScrapeDuration: 0.1,
  health,
});
const all = [
  target('node', 'http://b/', 'up'),
  target('db', 'http://c/', 'down', 'connection refused'),
  target('node', 'http://z/', 'down'),
];

test('words are looked for everywhere, all of them', () => {
  expect(matching(all, 'REFUSED', 'all')).toEqual([all[1]]);
  expect(matching(all, 'zone=eu job=node', 'all')).toEqual([all[0], all[2]]);
  expect(matching(all, 'node refused', 'all')).toEqual([]);
  expect(matching(all, '', 'down')).toEqual([all[1], all[2]]);
  const warned = { ...all[0], warning: '3 samples are out of order' };
  expect(matching([...all, warned], 'out of order', 'all')).toEqual([warned]);
});

test('pools are sorted, and what is down comes first', () => {
  expect(byPool(all).map(p => [p.name, p.up, p.targets.map(t => t.scrapeUrl)])).toEqual([
    ['db', 0, ['http://c/']],
    ['node', 1, ['http://z/', 'http://b/']],
  ]);
});
