import { expect, test } from 'vitest';
import { alertFilter, alertGroups, labelNames, matchingAlerts, withMatcher } from './alertFilter.ts';
import { equalMatcher, matcherText } from './matchers.ts';
import type { AlertState, ListedAlert } from './rules.ts';

const alert = (key: string, labels: Record<string, string>, state: AlertState = 'firing'): ListedAlert => ({
  key,
  state,
  labels: { alertname: 'Down', ...labels },
  annotations: { summary: `Host ${key} is gone` },
  since: '2026-01-01T00:00:00Z',
});
const ALERTS = [
  alert('a', { severity: 'page', path: '/x y' }),
  alert('b', { severity: 'warning', team: 'db' }, 'silenced'),
  alert('c', { team: 'web', 'label 한': 'Ö' }),
];
const found = (text: string) => matchingAlerts(ALERTS, alertFilter(text)).map(each => each.key);

test('matchers as the Alertmanager writes them, with and without braces and commas', () => {
  const written = (text: string) => alertFilter(text).matchers.map(matcherText);
  expect(written('{severity="page", team!~"a|b"} disk')).toEqual(['severity="page"', 'team!~"a|b"']);
  expect(written('severity=page team!=db')).toEqual(['severity="page"', 'team!="db"']);
  expect(written('"label 한"="Ö" x="a \\" b"')).toEqual(['"label 한"="Ö"', 'x="a \\" b"']);
  expect(alertFilter('{a="b"} disk  full').words).toBe('disk full');
  expect(alertFilter('http://x?a=b').matchers).toEqual([]);
});

test('all matchers and words must fit; a label that is not there is empty', () => {
  expect(found('')).toEqual(['a', 'b', 'c']);
  expect(found('severity=""')).toEqual(['c']);
  expect(found('severity!=page GONE')).toEqual(['b', 'c']);
  expect(found('severity=~"pa.*" path="/x y"')).toEqual(['a']);
  expect(found('team=~d')).toEqual([]);
  expect(found('team=~"(?i)DB|web"')).toEqual(['b', 'c']);
  expect(found('"label 한"=Ö')).toEqual(['c']);
  expect(found('host nothing')).toEqual([]);
  expect(matchingAlerts(ALERTS, alertFilter(''), 'silenced')).toEqual([ALERTS[1]]);
});

test('an expression that is none finds nothing and is named', () => {
  expect(alertFilter('team=~"("').wrong).toBe('(');
  expect(found('team=~"("')).toEqual([]);
});

test('a label that is picked becomes a matcher once', () => {
  const once = withMatcher('disk', equalMatcher('path', '/x "y"'));
  expect(once).toBe('disk path="/x \\"y\\""');
  expect(withMatcher(once, equalMatcher('path', '/x "y"'))).toBe(once);
  expect(alertFilter(once).matchers[0].value).toBe('/x "y"');
});

test('groups by a label, with how many there are of each state', () => {
  const groups = alertGroups(ALERTS, 'severity');
  expect(groups.map(group => group.value)).toEqual(['page', 'warning', '']);
  expect([...groups[1].counts]).toEqual([['silenced', 1]]);
  expect(labelNames(ALERTS)).toEqual(['alertname', 'severity', 'team', 'label 한', 'path']);
});
