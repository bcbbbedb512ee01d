import { afterEach, expect, test } from 'vitest';
import { dateTime } from '../display/units.ts';
import { parseTime } from './range.ts';
import { offsetText, sayTimes, timeZone, weekStartOf, zoneOf } from './zone.ts';

afterEach(() => sayTimes({}));

const NOW = Date.UTC(2026, 10, 22, 20, 30); // a Sunday

test('the dashboard says the zone of texts and of what is typed', () => {
  sayTimes({ zone: 'Asia/Seoul' });
  expect(timeZone()).toBe('Asia/Seoul');
  expect(dateTime(NOW)).toBe('2026-11-23 05:30:00');
  expect(parseTime('2026-11-23 05:30', 0)).toBe(NOW);
  expect(parseTime('2026-11-22T20:30:00Z', 0)).toBe(NOW);
  expect(parseTime('now/d', NOW)).toBe(Date.UTC(2026, 10, 22, 15));
  sayTimes({ zone: 'UTC' });
  expect(parseTime('now/d', NOW)).toBe(Date.UTC(2026, 10, 22));
  expect(parseTime('now/d', NOW, true)).toBe(Date.UTC(2026, 10, 23) - 1);
});

test('weeks begin with the day that the dashboard says', () => {
  sayTimes({ zone: 'UTC', weekStart: 'sunday' });
  expect(parseTime('now/w', NOW)).toBe(Date.UTC(2026, 10, 22));
  sayTimes({ zone: 'UTC', weekStart: 'saturday' });
  expect(parseTime('now/w', NOW)).toBe(Date.UTC(2026, 10, 21));
  sayTimes({ zone: 'UTC' });
  expect(parseTime('now/w', NOW)).toBe(Date.UTC(2026, 10, 16));
});

test('zones of dashboards', () => {
  expect(['utc', 'browser', '', undefined, 'Europe/Berlin', 'Mars/Olympus'].map(zoneOf)).toEqual([
    'UTC',
    undefined,
    undefined,
    undefined,
    'Europe/Berlin',
    undefined,
  ]);
  expect([weekStartOf('sunday'), weekStartOf('friday'), weekStartOf('')]).toEqual([
    'sunday',
    undefined,
    undefined,
  ]);
  expect(offsetText('America/St_Johns', Date.UTC(2026, 0, 1))).toBe('UTC-03:30');
});
