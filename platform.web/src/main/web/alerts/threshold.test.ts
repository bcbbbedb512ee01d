import { expect, test } from 'vitest';
import { comparatorOf, compared, isUnlimited, onlySeries, withComparator, withLimit } from './threshold.ts';

test.each([
  ['up == 0', { expression: 'up', threshold: 0 }],
  [
    'rate(errors_total[5m]) / rate(all_total[5m]) > 0.05',
    { expression: 'rate(errors_total[5m]) / rate(all_total[5m])', threshold: 0.05, above: true },
  ],
  ['(node_load1 >= bool 2e1)', { expression: 'node_load1', threshold: 20, above: true }],
  ['10 > free_bytes', { expression: 'free_bytes', threshold: 10, above: false }],
  ['temperature < -5', { expression: 'temperature', threshold: -5, above: false }],
  ['a{x=">1"} > 1 and on (job) b < 3 unless c', { expression: 'a{x=">1"}', threshold: 1, above: true }],
])('%s', (expression, expected) => {
  const { at: _, ...found } = compared(expression);
  expect(found).toEqual(expected);
});

test.each(['absent(up)', 'a > b', 'a or b > 1', 'a + 1', 'sum(', ''])('%s has no threshold', expression => {
  expect(compared(expression)).toEqual({ expression });
});

test('another limit takes the place of the old one', () => {
  expect(withLimit('(a{x=">1"} > 1.5) and b > 1', 20)).toBe('(a{x=">1"} > 20) and b > 1');
  expect(withLimit('-5 > t', 3)).toBe('3 > t');
  expect(withLimit('absent(up)', 3)).toBe('absent(up)');
});

test('one series of any expression, by labels whatever they contain', () => {
  expect(onlySeries('a or b', {})).toBe('a or b');
  expect(onlySeries('a or b', { job: 'x "$1"', 한: 'y' })).toBe(
    '(a or b) and on (job, "한") ' +
      'label_replace(label_replace(vector(1), "job", "x \\"$$1\\"", "", ""), "한", "y", "", "")',
  );
});

test('how it is compared is read and changed, the value first', () => {
  expect(comparatorOf('x >= 5')).toBe('>=');
  expect(comparatorOf('(5 > x) and y')).toBe('<');
  expect(comparatorOf('x')).toBeUndefined();
  expect(withComparator('x > bool 5', '<=')).toBe('x <= bool 5');
  expect(withComparator('(5 > x) and y', '>=')).toBe('(5 <= x) and y');
  expect(withComparator('absent(x)', '>=')).toBe('absent(x)');
});

test.each([
  ['up', true],
  ['rate(a[5m]) / b * 100', true],
  ['(sum by (x) (a))', true],
  ['-a', true],
  ['a > 1', false],
  ['a > b', false],
  ['a or b', false],
  ['absent(a)', false],
  ['absent_over_time(a[5m])', false],
  ['a[5m]', false],
  ['sum(', false],
  ['a # b', false],
  ['', false],
])('a limit can be given to %s: %s', (expression, expected) => {
  expect(isUnlimited(expression)).toBe(expected);
});
