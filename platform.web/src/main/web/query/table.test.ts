import { expect, test } from 'vitest';
import type { PromData } from './results.ts';
import { firstRows, separated, toTable } from './table.ts';

const names = (data: PromData) => toTable(data).fields.map(({ name }) => name);
const column = (data: PromData, name: string) =>
  toTable(data).fields.find(field => field.name === name)?.values;

const LOAD: PromData = {
  resultType: 'vector',
  result: [
    { metric: { __name__: 'load', zone: 'a', job: 'node' }, value: [1, '0.123456789'] },
    { metric: { __name__: 'load', job: '=x,"y"' }, value: [1, '+Inf'] },
  ],
};

test('each label is a column, the metric first and the value last', () => {
  expect(names(LOAD)).toEqual(['__name__', 'job', 'zone', 'Value']);
  expect(column(LOAD, 'zone')).toEqual(['a', '']);
  expect(column(LOAD, 'Value')).toEqual([0.123456789, Infinity]);
});

test('a range has a row for each sample', () => {
  const data: PromData = {
    resultType: 'matrix',
    result: [
      {
        metric: { job: 'a' },
        values: [
          [1, '1'],
          [2.5, 'NaN'],
        ],
      },
    ],
  };
  expect(names(data)).toEqual(['Time', 'job', 'Value']);
  expect(column(data, 'Time')).toEqual([1000, 2500]);
  expect(column(data, 'Value')).toEqual([1, Number.NaN]);
});

test('native histograms are texts beside the numbers', () => {
  const histogram: PromData = {
    resultType: 'vector',
    result: [
      {
        metric: { job: 'a' },
        histogram: [
          1,
          {
            count: '4',
            sum: '10',
            buckets: [
              [0, '0.5', '1', '3'],
              [3, '-0.1', '0.1', '1'],
            ],
          },
        ],
      },
    ],
  };
  expect(names(histogram)).toEqual(['job', 'Histogram']);
  expect(column(histogram, 'Histogram')).toEqual(['{count:4, sum:10, (0.5,1]:3, [-0.1,0.1]:1}']);
  const both: PromData = {
    resultType: 'vector',
    result: [...histogram.result, { metric: { job: 'b' }, value: [1, '2'] }],
  };
  expect(column(both, 'Value')).toEqual([null, 2]);
});

test('what has no labels has a value', () => {
  expect(column({ resultType: 'scalar', result: [1, '3'] }, 'Value')).toEqual([3]);
  expect(column({ resultType: 'string', result: [1, 'so'] }, 'Value')).toEqual(['so']);
  expect(toTable({ resultType: 'vector', result: [] }).rows).toBe(0);
});

test('as a file the cells are quoted and no label becomes a formula', () => {
  expect(separated(toTable(LOAD), ',')).toBe(
    '__name__,job,zone,Value\r\nload,node,a,0.123456789\r\nload,"\'=x,""y""",,Infinity\r\n',
  );
  expect(separated(toTable(LOAD), '\t')).toContain('load\tnode\ta\t0.123456789\r\n');
  const at: PromData = { resultType: 'matrix', result: [{ metric: {}, values: [[1.5, '-1']] }] };
  expect(separated(toTable(at), ',')).toBe('Time,Value\r\n1970-01-01T00:00:01.500Z,-1\r\n');
});

test('of too many rows the first are shown', () => {
  expect(firstRows(toTable(LOAD), 1).fields.map(({ values }) => values?.length)).toEqual([1, 1, 1, 1]);
  const table = toTable(LOAD);
  expect(firstRows(table, 2)).toBe(table);
});
