import { expect, test } from 'vitest';
import { errorPosition, parseValue, seriesText, stepFor, toFrames } from './results.ts';

test('a series is written as it can be queried', () => {
  expect(seriesText({ __name__: 'up', job: 'a"b' })).toBe('up{job="a\\"b"}');
  expect(seriesText({ __name__: 'up' })).toBe('up');
  expect(seriesText({})).toBe('{}');
});

test('a missing step is a gap', () => {
  const data = {
    resultType: 'matrix' as const,
    result: [
      {
        metric: { job: 'a' },
        values: [
          [10, '1'],
          [15, 'NaN'],
          [30, '+Inf'],
        ] as [number, string][],
      },
    ],
  };
  const [frame] = toFrames(data, 5);
  expect(frame.fields[0].values).toEqual([10_000, 15_000, 20_000, 30_000]);
  expect(frame.fields[1].values).toEqual([1, Number.NaN, null, Infinity]);
  expect(frame.rows).toBe(4);
});

test('numbers as Prometheus writes them', () => {
  expect(parseValue('1e+06')).toBe(1_000_000);
  expect(parseValue('-Inf')).toBe(-Infinity);
  expect(parseValue('NaN')).toBeNaN();
});

test('steps are round and fit the width', () => {
  expect(stepFor(300_000, 900)).toBe(1);
  expect(stepFor(3_600_000, 900)).toBe(15);
  expect(stepFor(86_400_000, 900)).toBe(300);
});

test('the position of a mistake is read from the message', () => {
  expect(errorPosition('invalid parameter "query": 1:4: parse error: unexpected "!"')).toEqual({
    line: 1,
    column: 4,
  });
  expect(errorPosition('2:10: parse error')).toEqual({ line: 2, column: 10 });
  expect(errorPosition('query timed out')).toBeUndefined();
});
