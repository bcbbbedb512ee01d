import { expect, test } from 'vitest';
import { CHOSEN, chosenTime, IN_TWO_HOURS, spanOf, timesOf } from './silenceTime.ts';
import type { Silence } from './types.ts';

const NOW = Date.parse('2026-01-15T12:00:00.000Z');
const SILENCE = {
  startsAt: '2026-01-15T11:00:00.123Z',
  endsAt: '2026-01-15T13:00:00.456Z',
} as Silence;
const chosen = (from: string, to: string) => spanOf({ span: CHOSEN, from, to }, NOW);

test('so long from now on', () => {
  expect(spanOf(IN_TWO_HOURS, NOW)).toEqual({
    startsAt: '2026-01-15T12:00:00.000Z',
    endsAt: '2026-01-15T14:00:00.000Z',
  });
});

test('from one time to another, as the page writes times', () => {
  expect(chosen('', 'now+1d')).toEqual({
    startsAt: '2026-01-15T12:00:00.000Z',
    endsAt: '2026-01-16T12:00:00.000Z',
  });
  expect(chosen('2026-01-15T20:00:00Z', '2026-01-15T22:00:00Z')).toMatchObject({
    startsAt: '2026-01-15T20:00:00.000Z',
  });
  expect(spanOf(chosenTime(IN_TWO_HOURS, NOW), NOW)).toMatchObject({ endsAt: '2026-01-15T14:00:00.000Z' });
});

test('what is wrong is named', () => {
  expect(chosen('soon', 'now+1h')).toBe('from');
  expect(chosen('', '')).toBe('to');
  expect(chosen('now+2h', 'now+1h')).toBe('order');
  expect(chosen('now-2h', 'now-1h')).toBe('past');
});

test('a beginning that nobody touches keeps its milliseconds', () => {
  const times = timesOf(SILENCE);
  const later = { ...times, to: 'now+3h' };
  expect(spanOf(later, NOW, SILENCE)).toEqual({
    startsAt: SILENCE.startsAt,
    endsAt: '2026-01-15T15:00:00.000Z',
  });
});
