// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { overrideText } from './panelTime.ts';

test('a panel with another time than its dashboard says so, unless it is told not to', () => {
  expect(overrideText({})).toBe('');
  expect(overrideText({ timeFrom: '6h', timeShift: '1d' })).toBe('Last 6 hours, 1 day earlier');
  expect(overrideText({ timeFrom: 'now/d' })).toBe('Today so far');
  expect(overrideText({ timeFrom: 'now-5m' })).toBe('Last 5 minutes');
  expect(overrideText({ timeFrom: '1d/d' })).toBe('now-1d/d – now');
  expect(overrideText({ timeFrom: '2w' })).toBe('Last 2 weeks');
  expect(overrideText({ timeFrom: '6h', hideTimeOverride: true })).toBe('');
});
