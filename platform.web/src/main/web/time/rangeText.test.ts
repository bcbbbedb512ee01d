import { expect, test } from 'vitest';
import { NAMED_RANGES, QUICK_RANGES, resolveRange } from './range.ts';
import { rangeText } from './rangeText.ts';

test('ranges have names where there are any', () => {
  expect(rangeText({ from: 'now-1d/d', to: 'now-1d/d' })).toBe('Yesterday');
  expect(rangeText({ from: 'now/w', to: 'now' })).toBe('This week so far');
  expect(rangeText({ from: 'now-6M', to: 'now' })).toBe('Last 6 months');
  expect(rangeText({ from: 'now-2d', to: 'now-1d' })).toBe('now-2d – now-1d');
});

test('every range on offer can be read and has a name of its own', () => {
  const ranges = [...NAMED_RANGES, ...QUICK_RANGES.map(span => ({ from: `now-${span}`, to: 'now' }))];
  for (const { from, to } of ranges) expect(resolveRange({ from, to }).raw).toEqual({ from, to });
  expect(new Set(ranges.map(rangeText)).size).toBe(ranges.length);
});
