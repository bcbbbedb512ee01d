import { expect, test } from 'vitest';
import { lamps, lies, share } from './bars.ts';

test('shares stay within the bar', () => {
  expect([-1, 0.4, 3, Number.NaN, undefined].map(share)).toEqual([0, 0.4, 1, 0, 0]);
});

test('a bar has lamps for its length, never fewer than two', () => {
  expect(lamps(200)).toBe(20);
  expect(lamps(3)).toBe(2);
});

test('bars lie in narrow panels and stand in wide ones', () => {
  expect(lies('auto', 300, 300)).toBe(true);
  expect(lies('auto', 900, 200)).toBe(false);
  expect(lies('horizontal', 900, 200)).toBe(true);
  expect(lies('vertical', 100, 200)).toBe(false);
});
