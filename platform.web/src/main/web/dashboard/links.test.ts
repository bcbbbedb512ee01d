import { expect, test } from 'vitest';
import { linkAddress } from './links.ts';

const RANGE = { from: 'now-1h', to: 'now' };
const VALUES = { host: ['a', 'b'], zone: 'eu' };

test('a link carries what it is told to carry', () => {
  expect(linkAddress({}, '/d/x', RANGE, VALUES)).toBe('/d/x');
  expect(linkAddress({ keepTime: true }, '/d/x', RANGE, VALUES)).toBe('/d/x?from=now-1h&to=now');
  expect(linkAddress({ includeVars: true }, '/d/x?kiosk', RANGE, VALUES)).toBe(
    '/d/x?kiosk&var-host=a&var-host=b&var-zone=eu',
  );
});
