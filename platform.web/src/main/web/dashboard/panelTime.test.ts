// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { overrideText, panelRange, pickedRange, shownRange } from './panelTime.ts';

const HOUR = 3_600_000;
const range = { from: 10 * HOUR, to: 12 * HOUR, raw: { from: 'now-2h', to: 'now' } };

test('a panel may show another time than its dashboard', () => {
  expect(panelRange({}, range)).toBe(range);
  expect(panelRange({ timeFrom: null, timeShift: null }, range)).toBe(range);
  expect(panelRange({ timeFrom: '6h' }, range)).toMatchObject({ from: 6 * HOUR, to: 12 * HOUR });
  expect(panelRange({ timeShift: '1h' }, range)).toMatchObject({ from: 9 * HOUR, to: 11 * HOUR });
  expect(panelRange({ timeFrom: '3h', timeShift: '1h' }, range)).toMatchObject({
    from: 8 * HOUR,
    to: 11 * HOUR,
  });
});

test('and says so, unless it is told not to', () => {
  expect(overrideText({})).toBe('');
  expect(overrideText({ timeFrom: '6h', timeShift: '1d' })).toBe('Last 6 hours, 1 day earlier');
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
