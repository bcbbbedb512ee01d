import { field, frame } from '@gnomon/panel-kit/testing.ts';
import { expect, test } from 'vitest';
import { commonLabels, levelOf, linesOf, pretty } from './lines.ts';

const logs = frame(
  field('Time', [1, 3, 2], 'time'),
  field('Line', ['took 5 ms', 'level=warn slow', 'took 7 ms'], 'string', { labels: { job: 'api' } }),
);

test('lines are sorted by time', () => {
  expect(linesOf([logs], true, 'none').map(l => l.time)).toEqual([3, 2, 1]);
  expect(linesOf([logs], false, 'none').map(l => l.time)).toEqual([1, 2, 3]);
});

test('neighbours that differ in numbers only are joined on wish', () => {
  expect(linesOf([logs], false, 'numbers').map(l => [l.text, l.count])).toEqual([
    ['took 5 ms', 2],
    ['level=warn slow', 1],
  ]);
  expect(linesOf([logs], false, 'exact')).toHaveLength(3);
});

test('the level comes from labels, then from the line', () => {
  expect(levelOf('all is well', { level: 'ERROR' })).toBe('error');
  expect(levelOf('{"level":"warn"}', {})).toBe('warning');
  expect(levelOf('2026 INFO started', {})).toBe('info');
  expect(levelOf('informal terror', {})).toBe('unknown');
});

test('labels that all lines share', () => {
  expect(commonLabels(linesOf([logs], true, 'none'))).toEqual({ job: 'api' });
  expect(commonLabels([])).toEqual({});
});

test('JSON is indented, broken JSON is left alone', () => {
  expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(pretty('{oops')).toBe('{oops');
});
