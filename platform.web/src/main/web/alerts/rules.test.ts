import { expect, test } from 'vitest';
import {
  alertOf,
  alertsOfGroups,
  isOf,
  listedAlerts,
  matchingRules,
  placed,
  type RuleFilter,
  ruleAddress,
  ruleAt,
  ruleOf,
  seriesLabels,
} from './rules.ts';
import type { NotifiedAlert, Rule, RuleGroup } from './types.ts';

const rule = (name: string, more: Partial<Rule> = {}): Rule => ({
  type: 'alerting',
  name,
  query: 'up == 0',
  state: 'inactive',
  health: 'ok',
  evaluationTime: 0,
  lastEvaluation: '',
  ...more,
});
const pending = {
  labels: { alertname: 'Slow', job: 'web' },
  annotations: {},
  state: 'pending',
  activeAt: '2026-01-01T00:00:09Z',
  value: '1',
} as const;
const GROUPS: RuleGroup[] = [
  {
    name: 'g',
    file: 'a.yml',
    interval: 15,
    rules: [
      rule('Quiet', { labels: { team: 'db' } }),
      rule('Down', { state: 'firing', labels: { severity: 'page' } }),
      rule('Down', { labels: { severity: 'warn' } }),
      rule('Slow', { state: 'pending', alerts: [pending] }),
      rule('job:rate', { type: 'recording', state: undefined, query: 'rate(x[5m])' }),
      rule('Broken', { health: 'err', lastError: 'bad' }),
    ],
  },
];
const notified = (fingerprint: string, more: object = {}): NotifiedAlert => ({
  fingerprint,
  labels: { alertname: 'Down', severity: 'page', instance: fingerprint },
  annotations: { summary: 'Gone away' },
  startsAt: '2026-01-01T00:00:00Z',
  receivers: [{ name: 'ops' }],
  status: { state: 'active', silencedBy: [], inhibitedBy: [], mutedBy: [], ...more },
});

test('what needs a look comes first', () => {
  const names = (filter: string, state: RuleFilter) =>
    matchingRules(placed(GROUPS), filter)
      .map(placedRule => placedRule.rule)
      .filter(each => isOf(each, state))
      .map(each => each.name);
  expect(names('', 'all')).toEqual(['Broken', 'Down', 'Slow', 'Quiet', 'Down', 'job:rate']);
  expect(names('team=DB', 'all')).toEqual(['Quiet']);
  expect(names('', 'recording')).toEqual(['job:rate']);
  expect(names('down warn', 'inactive')).toEqual(['Down']);
  expect(names('', 'failing')).toEqual(['Broken']);
});

test('alerts have the state that a reader acts on', () => {
  const all = listedAlerts(
    [
      notified('1', { silencedBy: ['x'] }),
      notified('2'),
      notified('3'),
      notified('4', { mutedBy: ['night'] }),
    ],
    GROUPS,
    new Set(['3']),
  );
  expect(all.map(alert => alert.state)).toEqual(['firing', 'acknowledged', 'pending', 'silenced', 'muted']);
});

test('an alert of several groups is one, and muted when it is in all of them', () => {
  const groups = [
    { alerts: [notified('1', { mutedBy: ['night'] }), notified('2', { mutedBy: ['night'] })] },
    { alerts: [notified('1'), notified('3')] },
    { alerts: [notified('2', { mutedBy: ['weekend'] })] },
  ];
  const muted = alertsOfGroups(groups).map(alert => [alert.fingerprint, alert.status.mutedBy.length > 0]);
  expect(muted).toEqual([
    ['1', false],
    ['2', true],
    ['3', false],
  ]);
});

test('the alert of a rule is found below labels that were added on the way; its series lack those of the rule', () => {
  const slow = rule('Slow', { labels: { severity: 'page' }, alerts: [pending] });
  expect(alertOf(slow, { ...pending.labels, cluster: 'eu' })).toBe(pending);
  expect(alertOf(slow, { alertname: 'Slow', job: 'db' })).toBeUndefined();
  expect(seriesLabels(slow, { ...pending, labels: { ...pending.labels, severity: 'page' } })).toEqual({
    job: 'web',
  });
});

test('an alert leads to its rule, an address to its place', () => {
  const rules = placed(GROUPS);
  expect(ruleOf({ alertname: 'Down', severity: 'warn' }, rules)?.index).toBe(2);
  expect(ruleOf({ alertname: 'Elsewhere' }, rules)).toBeUndefined();
  const address = new URLSearchParams(ruleAddress(rules[2]));
  expect(ruleAt(rules, address)).toBe(rules[2]);
  address.set('index', '9');
  expect(ruleAt(rules, address)).toBe(rules[1]);
});
