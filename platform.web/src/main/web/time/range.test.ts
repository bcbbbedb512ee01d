import { expect, test } from 'vitest';
import { parseDuration, parseTime, resolveRange, shifted, zoomOut } from './range.ts';

const NOW = new Date(2026, 10, 22, 14, 35, 20).getTime();

test.each([
  ['now', NOW],
  ['now-5m', NOW - 300_000],
  ['now-1h30m', undefined],
  ['now-1h-30m', NOW - 5_400_000],
  ['now/d', new Date(2026, 10, 22).getTime()],
  ['now-1d/d', new Date(2026, 10, 21).getTime()],
  ['now/w', new Date(2026, 10, 16).getTime()],
  ['now-1M', new Date(2026, 9, 22, 14, 35, 20).getTime()],
  ['now-9M', new Date(2026, 1, 22, 14, 35, 20).getTime()],
  ['1700000000000', 1_700_000_000_000],
  ['2026-11-22 14:00', new Date(2026, 10, 22, 14, 0).getTime()],
  ['yesterday', undefined],
])('%s', (text, expected) => {
  expect(parseTime(text, NOW)).toBe(expected);
});

test('the end of a day is its last millisecond', () => {
  expect(parseTime('now/d', NOW, true)).toBe(new Date(2026, 10, 23).getTime() - 1);
});

test.each([
  ['2026-03-31T12:00:00', 'now-1M/M', '2026-02-01T00:00:00'],
  ['2026-03-31T12:00:00', 'now-1M', '2026-02-28T12:00:00'],
  ['2028-02-29T12:00:00', 'now-1y', '2027-02-28T12:00:00'],
])('at %s %s is a day that there is', (now, text, expected) => {
  expect(parseTime(text, new Date(now).getTime())).toBe(new Date(expected).getTime());
});

test('a range that cannot be read is the last five minutes', () => {
  expect(resolveRange({ from: 'x', to: 'now' }, NOW)).toMatchObject({ from: NOW - 300_000, to: NOW });
  expect(resolveRange({ from: 'now', to: 'now-1h' }, NOW)).toMatchObject({ from: NOW - 300_000, to: NOW });
});

test('zooming out doubles the range and does not reach past now', () => {
  expect(zoomOut({ from: 'now-1h', to: 'now' }, NOW)).toEqual({
    from: String(NOW - 7_200_000),
    to: String(NOW),
  });
  const past = zoomOut({ from: String(NOW - 10_000_000), to: String(NOW - 8_000_000) }, NOW);
  expect(past).toEqual({ from: String(NOW - 11_000_000), to: String(NOW - 7_000_000) });
});

test('durations', () => {
  expect(parseDuration('1m30s')).toBe(90_000);
  expect(parseDuration('500ms')).toBe(500);
  expect(parseDuration('')).toBeUndefined();
  expect(parseDuration('5')).toBeUndefined();
});

test('a range moves by half its length', () => {
  const raw = { from: '1700000000000', to: '1700003600000' };
  expect(shifted(raw, -1)).toEqual({ from: '1699998200000', to: '1700001800000' });
  expect(shifted({ from: 'now-1h', to: 'now' }, 1, 3_600_000)).toEqual({ from: '1800000', to: '5400000' });
});
