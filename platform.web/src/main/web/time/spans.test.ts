import { expect, test } from 'vitest';
import { shortDuration, spanText } from './spans.ts';

test('spans have words and numbers', () => {
  expect(spanText('1h')).toBe('1 hour');
  expect(spanText('30m')).toBe('30 minutes');
  expect(spanText('6M')).toBe('6 months');
  expect(spanText('1h30m')).toBeUndefined();
});

test.each([
  [0, '0s'],
  [30, '30s'],
  [5400, '1h30m'],
  [14_400, '4h'],
  [90_061.4, '1d1h1m1s'],
])('%d s is %s', (seconds, text) => {
  expect(shortDuration(seconds)).toBe(text);
});
