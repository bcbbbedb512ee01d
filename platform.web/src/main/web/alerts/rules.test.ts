import { expect, test } from 'vitest';
import { listedAlerts, matchingAlerts, matchingRules, placed, ruleAddress, ruleAt, ruleOf } from './rules.ts';
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
  const names = (filter: string, state: Parameters<typeof matchingRules>[2]) =>
    matchingRules(placed(GROUPS), filter, state).map(placedRule => placedRule.rule.name);
  expect(names('', 'all')).toEqual(['Broken', 'Down', 'Slow', 'Quiet', 'Down', 'job:rate']);
  expect(names('team=DB', 'all')).toEqual(['Quiet']);
  expect(names('', 'recording')).toEqual(['job:rate']);
  expect(names('down warn', 'inactive')).toEqual(['Down']);
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
  expect(matchingAlerts(all, 'gone instance=1', 'all').map(alert => alert.key)).toEqual(['1']);
  expect(matchingAlerts(all, '', 'pending')).toHaveLength(1);
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
