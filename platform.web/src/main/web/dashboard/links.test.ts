import type { Field } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { filling, linkAddress } from './links.ts';

const RANGE = { from: 'now-1h', to: 'now' };
const VALUES = { host: ['a', 'b'], zone: 'eu' };

test('a link carries what it is told to carry', () => {
  expect(linkAddress({}, '/d/x', RANGE, VALUES)).toBe('/d/x');
  expect(linkAddress({ keepTime: true }, '/d/x', RANGE, VALUES)).toBe('/d/x?from=now-1h&to=now');
  expect(linkAddress({ includeVars: true }, '/d/x?kiosk', RANGE, VALUES)).toBe(
    '/d/x?kiosk&var-host=a&var-host=b&var-zone=eu',
  );
});

const size: Field = {
  name: 'size',
  type: 'number',
  values: [20],
  labels: { mountpoint: '/var/a b', url: 'https://a.example/x?y=1' },
  config: {},
  displayName: 'size',
  display: value => ({ text: String(value), numeric: Number(value) }),
};
const { text, address } = filling({ ...VALUES, all: '$__all' }, RANGE);
const subject = { field: size, row: 0 };

test('values are encoded for the part of the address in which they stand', () => {
  expect(address(`/d/x?path=\${__field.labels.mountpoint}`, subject)).toBe('/d/x?path=%2Fvar%2Fa%20b');
  expect(address(`/disk\${__field.labels.mountpoint}`, subject)).toBe('/disk/var/a%20b');
  expect(address(`\${__field.labels.url}`, subject)).toBe('https://a.example/x?y=1');
  expect(address(`/d/x?v=\${__value.raw}`, subject)).toBe('/d/x?v=20');
});

test('variables and the time range', () => {
  expect(address('/d/x?var-zone=$zone&var-all=[[all]]')).toBe('/d/x?var-zone=eu&var-all=%24__all');
  expect(address(`/d/x?\${host:queryparam}`)).toBe('/d/x?var-host=a&var-host=b');
  expect(address(`/d/x?\${__url_time_range}`)).toBe('/d/x?from=now-1h&to=now');
  expect(address('/d/x?$__all_variables')).toBe('/d/x?var-host=a&var-host=b&var-zone=eu&var-all=%24__all');
  const absolute = filling({}, { from: '1700000000000', to: '1700003600000' });
  expect(absolute.address(`/x?from=\${__from}&to=\${__to:date}`)).toBe(
    '/x?from=1700000000000&to=2023-11-14T23%3A13%3A20.000Z',
  );
});

test('texts have values in words; what is not known stays', () => {
  expect(text(`$host at \${__value.raw} of $gone and \${__field.none}`, subject)).toBe(
    `a + b at 20 of $gone and \${__field.none}`,
  );
});
