import { rowsOf } from '@gnomon/panel-kit/list.ts';
import { field, frame } from '@gnomon/panel-kit/testing.ts';
import { expect, test } from 'vitest';
import { alertsOf, groupsOf, labelsOf } from './alerts.ts';

const rows = rowsOf([
  frame(
    field('Time', [3000, 1000, 2000, 0, 0], 'time', { gaps: [0, 0, 0, 1, 1] }),
    field('state', ['pending', 'firing', 'firing', 'inactive', 'error'], 'string'),
    field('alert', ['Slow', 'Down', 'Down', 'Quiet', 'Broken'], 'string'),
    field('folder', ['hosts.yml', 'hosts.yml', 'hosts.yml', 'web.yml', 'web.yml'], 'string'),
    field(
      'labels',
      ['{job="api"}', '{instance="a", job="node"}', '{instance="b", job="node"}', '{}', '{}'],
      'string',
    ),
    field('summary', ['slow', 'a is down', 'b is down', '', ''], 'string'),
  ),
]);
const names = (options: Parameters<typeof alertsOf>[1]) => alertsOf(rows, options).map(a => a.name);

test('without switches what fires, fails and waits is shown, most important first', () => {
  expect(names({})).toEqual(['Down', 'Down', 'Broken', 'Slow']);
});

test('switches of newer and older dashboards choose states', () => {
  expect(names({ stateFilter: { firing: true, normal: true } })).toEqual(['Down', 'Down', 'Quiet']);
  expect(names({ stateFilter: { alerting: true, ok: false, no_data: false } })).toEqual(['Down', 'Down']);
});

test('order, number, name, file and labels', () => {
  expect(names({ sortOrder: 2 })).toEqual(['Slow', 'Down', 'Down', 'Broken']);
  expect(alertsOf(rows, { sortOrder: 5, maxItems: 2 }).map(a => a.since)).toEqual([3000, 2000]);
  expect(alertsOf(rows, { sortOrder: 4 }).map(a => a.since)).toEqual([1000, 2000, 3000, Number.NaN]);
  expect(names({ alertName: 'slo' })).toEqual(['Slow']);
  expect(names({ folder: { title: 'web' } })).toEqual(['Broken']);
  expect(names({ alertInstanceLabelFilter: '{job=~"no.*", instance!="a"}' })).toEqual(['Down']);
  expect(names({ alertInstanceLabelFilter: '{job=~"("}' })).toEqual([]);
});

test('groups by rule or by labels', () => {
  const alerts = alertsOf(rows, {});
  expect(groupsOf(alerts, {}).map(g => [g.name, g.alerts.length])).toEqual([
    ['Down', 2],
    ['Broken', 1],
    ['Slow', 1],
  ]);
  expect(groupsOf(alerts, { groupMode: 'custom', groupBy: ['job'] }).map(g => g.name)).toEqual([
    'job=node',
    'job=',
    'job=api',
  ]);
});

test('labels with quotes and backslashes', () => {
  expect(labelsOf('{a="x\\"y", b="c\\\\d"}')).toEqual({ a: 'x"y', b: 'c\\d' });
});
