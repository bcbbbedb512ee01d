// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { overrideText, pickedRange, shownRange } from './panelTime.ts';

test('a panel with another time than its dashboard says so, unless it is told not to', () => {
  expect(overrideText({})).toBe('');
  expect(overrideText({ timeFrom: '6h', timeShift: '1d' })).toBe('Last 6 hours, 1 day earlier');
  expect(overrideText({ timeFrom: 'now/d' })).toBe('Today so far');
  expect(overrideText({ timeFrom: 'now-5m' })).toBe('Last 5 minutes');
  expect(overrideText({ timeFrom: '1d/d' })).toBe('now-1d/d – now');
  expect(overrideText({ timeFrom: '2w' })).toBe('Last 2 weeks');
  expect(overrideText({ timeFrom: '6h', hideTimeOverride: true })).toBe('');
});

test('the range of the address counts over that of the dashboard, and now is when its data is complete', () => {
  const dashboard = { time: { from: 'now-6h', to: 'now' }, timepicker: { nowDelay: '2m' } };
  const picked = (address: string) => pickedRange(dashboard, new URLSearchParams(address));
  expect(picked('')).toEqual({ from: 'now-6h', to: 'now' });
  expect(shownRange(picked(''), dashboard)).toEqual({ from: 'now-6h', to: 'now-2m' });
  expect(shownRange(picked('from=1&to=2'), dashboard)).toEqual({ from: '1', to: '2' });
  expect(pickedRange({}, new URLSearchParams())).toEqual({ from: 'now-1h', to: 'now' });
});
