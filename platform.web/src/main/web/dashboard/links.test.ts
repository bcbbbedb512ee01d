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
const { text, address } = filling({ values: { ...VALUES, all: '$__all' }, range: RANGE });
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
  const absolute = filling({ values: {}, range: { from: '1700000000000', to: '1700003600000' } });
  expect(absolute.address(`/x?from=\${__from}&to=\${__to:date}`)).toBe(
    '/x?from=1700000000000&to=2023-11-14T23%3A13%3A20.000Z',
  );
});

test('texts have values in words; what is not known stays', () => {
  expect(text(`$host at \${__value.raw} of $gone and \${__field.none}`, subject)).toBe(
    `a + b at 20 of $gone and \${__field.none}`,
  );
});

test('variables in words and in the formats of Grafana', () => {
  const known = {
    values: { env: 's1', host: ['a.b', 'c|d'], all: '$__all', i: '$__auto' },
    every: { env: 's1', host: ['a.b', 'c|d'], all: ['x', 'y'], i: '$__auto' },
    words: { env: { s1: 'Stage' } },
    range: RANGE,
    dashboard: { uid: 'u', title: 'Mine' },
  };
  const { text: filled, address: led } = filling(known);
  expect(filled(`$env \${env} [[env]] \${env.text} \${env:text}`)).toBe('Stage Stage Stage Stage Stage');
  expect(filled(`\${env:raw} \${env.value} $all \${all:pipe} $i $env_x \${env.other}`)).toBe(
    `s1 s1 All x|y auto $env_x \${env.other}`,
  );
  const formats: Record<string, string> = {
    regex: '(a\\.b|c\\|d)',
    pipe: 'a.b|c|d',
    csv: 'a.b,c|d',
    json: '["a.b","c|d"]',
    glob: '{a.b,c|d}',
    sqlstring: "'a.b','c|d'",
    distributed: 'a.b,host=c|d',
    lucene: '("a.b" OR "c|d")',
    percentencode: '%7Ba.b%2Cc%7Cd%7D',
    queryparam: 'var-host=a.b&var-host=c%7Cd',
    'join:_': 'a.b_c|d',
    customqueryparam: 'host=a.b&host=c%7Cd',
    'customqueryparam:v-h': 'v-h=a.b&v-h=c%7Cd',
    'customqueryparam:v-h:x(': 'v-h=x%28a.b&v-h=x%28c%7Cd',
    'customqueryparam::x-': 'host=x-a.b&host=x-c%7Cd',
    'date:YYYY': 'a.b,c|d',
  };
  for (const [format, expected] of Object.entries(formats))
    expect(filled(`\${host:${format}}`)).toBe(expected);
  expect(filled(`\${__dashboard} \${__dashboard.uid}`)).toBe('Mine u');
  expect(led(`/x?\${host:customqueryparam:h:x*}&\${env:customqueryparam}`)).toBe(
    '/x?h=x%2Aa.b&h=x%2Ac%7Cd&env=s1',
  );
  expect(led(`/x?h=\${host:pipe}&v=\${env}&t=\${env:text}`)).toBe('/x?h=a.b%7Cc%7Cd&v=s1&t=Stage');
});

test('times in a notation of their own', () => {
  const { text: filled } = filling({ values: {}, range: { from: '1700000000000', to: '1700003600000' } });
  expect(filled(`\${__from:date:YYYY/MM} \${__to:date:seconds}`)).toBe('2023/11 1700003600');
  expect(filled(`\${__from:date:D. MMMM YY, dddd [at] H} \${__from:raw}`)).toMatch(
    /^1[45]\. November 23, (Tues|Wednes)day at \d{1,2} 1700000000000$/,
  );
});

test('moments that a variable holds', () => {
  const values = { day: '1700000000000', days: ['1700000000000', '0'], word: 'today' };
  const { text: filled } = filling({ values, range: RANGE });
  expect(filled(`\${day:date} \${day:date:iso}`)).toBe('2023-11-14T22:13:20.000Z 2023-11-14T22:13:20.000Z');
  expect(filled(`\${days:date:seconds} \${day:date:ms}`)).toBe('1700000000,0 1700000000000');
  expect(filled(`\${day:date:YYYY-MM} \${word:date:YYYY}`)).toBe('2023-11 today');
});
