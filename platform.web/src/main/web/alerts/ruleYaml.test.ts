import { expect, test } from 'vitest';
import { isChangeable, NEW_RULE, onlyRule, readRule, withRule } from './ruleYaml.ts';

const FILE = `# kept by the night shift
groups:
  - name: disks
    interval: 30s # not slower
    rules:
      - record: disk:used
        expr: 1 - free / size
      - alert: DiskFull
        expr: disk:used > 0.9 # see runbook
        for: 10m
        labels: { severity: page }
`;

test('a rule is read from its place', () => {
  expect(readRule(FILE, { group: 'disks', index: 1 })).toEqual({
    alert: 'DiskFull',
    expr: 'disk:used > 0.9',
    for: '10m',
    keepFiringFor: '',
    labels: { severity: 'page' },
    annotations: {},
  });
  expect(readRule(FILE, { group: 'disks', index: 0 })).toBeUndefined();
  expect(readRule(FILE, { group: 'none', index: 0 })).toBeUndefined();
});

test('a change touches nothing else', () => {
  const rule = readRule(FILE, { group: 'disks', index: 1 });
  if (!rule) throw new Error('no rule');
  expect(withRule(FILE, 'disks', rule, 1)).toBe(FILE);
  const changed = withRule(FILE, 'disks', { ...rule, for: '1m', labels: {} }, 1);
  expect(changed).toBe(FILE.replace('for: 10m', 'for: 1m').replace(/ {8}labels.*\n/, ''));
});

test('a new rule stands behind the others, in a new group or a new file', () => {
  const rule = { ...NEW_RULE, alert: 'Down', expr: 'up == 0', annotations: { summary: 'It is "down"' } };
  const behind = withRule(FILE, 'disks', rule);
  expect(behind.startsWith(FILE)).toBe(true);
  expect(readRule(behind, { group: 'disks', index: 2 })).toEqual(rule);
  expect(readRule(withRule(FILE, 'hosts', rule), { group: 'hosts', index: 0 })).toEqual(rule);
  expect(onlyRule('g', rule)).toBe(
    'groups:\n  - name: g\n    rules:\n      - alert: Down\n        expr: up == 0\n        for: 5m\n' +
      '        labels:\n          severity: warning\n        annotations:\n          summary: It is "down"\n',
  );
});

test('only rule files are changed by the form', () => {
  expect(isChangeable(FILE)).toBe(true);
  expect(isChangeable('')).toBe(true);
  expect(isChangeable('groups: 1')).toBe(false);
  expect(isChangeable('a: [')).toBe(false);
});
