import { expect, test } from 'vitest';
import { equalMatchers, matcherText, operatorOf, parseLabels, withOperator } from './matchers.ts';

test('matchers are written as the server reads them', () => {
  const [matcher] = equalMatchers({ path: 'C:\\"x"' });
  expect(matcherText(matcher)).toBe('path="C:\\\\\\"x\\""');
  expect(matcherText(withOperator(matcher, '!~'))).toContain('path!~');
  expect(matcherText({ ...matcher, name: 'host.name' })).toMatch(/^"host\.name"=/);
  for (const operator of ['=', '!=', '=~', '!~'] as const)
    expect(operatorOf(withOperator(matcher, operator))).toBe(operator);
});

test('labels are read with and without quotes and commas', () => {
  expect(parseLabels('team=db severity=page')).toEqual({ team: 'db', severity: 'page' });
  expect(parseLabels('a="x y", b = "\\"q\\""')).toEqual({ a: 'x y', b: '"q"' });
  expect(parseLabels('a=')).toEqual({ a: '' });
  expect(parseLabels('')).toBeUndefined();
  expect(parseLabels('just words')).toBeUndefined();
  expect(parseLabels('a="open')).toBeUndefined();
  expect(parseLabels('a!="b"')).toBeUndefined();
});

test('what is written is read again', () => {
  const labels = { 한국어: 'a\nb\t"c"', path: 'C:\\n', alertname: '<b>&' };
  expect(parseLabels(equalMatchers(labels).map(matcherText).join(' '))).toEqual(labels);
});
