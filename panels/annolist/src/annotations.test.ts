import { rowsOf } from '@gnomon/panel-kit/list.ts';
import { field, frame } from '@gnomon/panel-kit/testing.ts';
import { expect, test } from 'vitest';
import { annotationsOf, around } from './annotations.ts';

const rows = rowsOf([
  frame(
    field('Time', [1000, 3000, 2000], 'time'),
    field('timeEnd', [1500, 0, 0], 'time', { gaps: [0, 1, 1] }),
    field('title', ['Down', 'Slow', 'Down'], 'string'),
    field('text', ['fired', 'fires', 'acknowledged'], 'string'),
    field('tags', ['job=node,zone=a', 'job=api', 'job=node'], 'string'),
  ),
]);

test('newest first, by tags, so many', () => {
  expect(annotationsOf(rows, {}).map(a => a.time)).toEqual([3000, 2000, 1000]);
  expect(annotationsOf(rows, { tags: ['job=node'] }).map(a => a.time)).toEqual([2000, 1000]);
  expect(annotationsOf(rows, { limit: 1 }).map(a => a.title)).toEqual(['Slow']);
});

test('a click shows the time around it', () => {
  const [slow, , down] = annotationsOf(rows, {});
  expect(around(down, { navigateBefore: '1s', navigateAfter: '2m' })).toEqual({ from: 0, to: 121_500 });
  expect(around(slow, { navigateBefore: 'soon' })).toEqual({ from: -597_000, to: 603_000 });
});
