import { expect, test } from 'vitest';
import { rounded } from './thresholdHandles.ts';

test('a value has the digits that a pixel tells apart', () => {
  expect(rounded(0.123456, 0.0032)).toBe(0.123);
  expect(rounded(-12.3456, 0.5)).toBe(-12.3);
  expect(rounded(123_456, 250)).toBe(123_500);
  expect(rounded(7.4, 1)).toBe(7);
  expect(rounded(5, 0)).toBe(5);
});
