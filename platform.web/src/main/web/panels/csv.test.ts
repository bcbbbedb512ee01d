import type { DataFrame, Field } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

const field = (name: string, type: Field['type'], values: unknown[], nulls?: number[]): Field => ({
  name,
  type,
  values,
  config: {},
  displayName: name,
  display: value => ({ text: `shown ${value}`, numeric: 0 }),
  ...(nulls && { nulls: new Uint8Array(nulls) }),
});
const frame = (...fields: Field[]): DataFrame => ({ fields, length: fields[0].values.length });

test('a table has the values as they were found, with quotes where they are needed', () => {
  const table = frame(
    field('host', 'string', ['a,b', 'say "hi"', '=1+1']),
    field('load', 'number', [0.5, Number.NaN, -2], [0, 0, 0]),
    field('seen', 'time', [0, 1000, 2000], [0, 1, 0]),
  );
  expect(csvOf([table])).toBe(
    'host,load,seen\r\n"a,b",0.5,1970-01-01T00:00:00.000Z\r\n"say ""hi""",NaN,\r\n\'=1+1,-2,1970-01-01T00:00:02.000Z\r\n',
  );
});

test('time series are joined by their times', () => {
  const one = frame(field('Time', 'time', [2000, 1000]), field('a', 'number', [2, 1]));
  const other = frame(field('Time', 'time', [1000, 3000]), field('b', 'number', [10, 30]));
  expect(csvOf([one, other])).toBe(
    [
      'Time,a,b',
      '1970-01-01T00:00:01.000Z,1,10',
      '1970-01-01T00:00:02.000Z,2,',
      '1970-01-01T00:00:03.000Z,,30',
      '',
    ].join('\r\n'),
  );
});
