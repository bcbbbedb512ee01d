import { fromWall, isZone, wall } from '@gnomon/panel-kit/wall.ts';
import { expect, test } from 'vitest';

const at = (ms: number, zone: string) => wall(ms, zone).toISOString().slice(0, 16);

test('clocks on the wall show the time of their zone', () => {
  const noon = Date.UTC(2026, 6, 1, 12);
  expect(at(noon, 'UTC')).toBe('2026-07-01T12:00');
  expect(at(noon, 'Europe/Berlin')).toBe('2026-07-01T14:00');
  expect(at(noon, 'America/New_York')).toBe('2026-07-01T08:00');
  expect(at(noon, 'Asia/Kathmandu')).toBe('2026-07-01T17:45');
  expect(at(noon, 'Mars/Olympus')).toBe('2026-07-01T12:00');
});

test('and back, also where an hour is missing or comes twice', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Seoul', 'Australia/Lord_Howe'])
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 26 * 3_600_000)
      expect(wall(fromWall(wall(ms, zone).getTime(), zone), zone).getTime()).toBe(wall(ms, zone).getTime());
  const twice = fromWall(Date.UTC(2026, 9, 25, 2, 30), 'Europe/Berlin');
  expect(new Date(twice).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  const missing = fromWall(Date.UTC(2026, 2, 29, 2, 30), 'Europe/Berlin');
  expect(at(missing, 'Europe/Berlin')).toBe('2026-03-29T03:30');
});

test('names of zones are known or not', () => {
  expect(isZone('Europe/Berlin')).toBe(true);
  expect(isZone('Mars/Olympus')).toBe(false);
});
