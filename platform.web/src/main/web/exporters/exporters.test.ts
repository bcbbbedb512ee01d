import { expect, test } from 'vitest';
import { type Collector, counts, type Exporter, matching, type Run } from './exporters.ts';

const run = (result: Run['result'], reason = '', target = ''): Run => ({
  target,
  result,
  at: '2026-11-28T00:00:00Z',
  seconds: 0.01,
  reason,
});
const collector = (name: string, on: boolean, ...runs: Run[]): Collector => ({
  name,
  byDefault: true,
  on,
  runs,
});
const exporter: Exporter = {
  name: 'node',
  program: 'node_exporter',
  plugin: 'io.gnomon.exporters.node',
  version: '1',
  scraped: true,
  configurable: true,
  settings: 'defaults',
  error: '',
  connections: [],
  collectors: [
    collector('arp', false, run('failed', 'stale')),
    collector('cpu', true, run('succeeded')),
    collector('nfs', true, run('failed', 'no such file', 'db1'), run('succeeded', '', 'db2')),
    collector('zfs', true, run('lacking', 'no such table')),
  ],
};
const names = (collectors: readonly Collector[]) => collectors.map(({ name }) => name);

test('a collector that is off, or left out, does not fail', () => {
  expect(counts(exporter)).toEqual({ on: 3, failing: 1, all: 4 });
  expect(names(matching(exporter.collectors, '', 'failing'))).toEqual(['nfs']);
});

test('words are looked for in names, targets and reasons', () => {
  expect(names(matching(exporter.collectors, 'DB2', 'all'))).toEqual(['nfs']);
  expect(names(matching(exporter.collectors, 'no such', 'on'))).toEqual(['nfs', 'zfs']);
  expect(names(matching(exporter.collectors, '', 'all'))).toEqual(['arp', 'cpu', 'nfs', 'zfs']);
});
