import { field, frame } from '@gnomon/panel-kit/testing.ts';
import { expect, test } from 'vitest';
import { samplesAt, stepped } from './samples.ts';
import { align } from './series.ts';

const linked = { config: { links: [{ title: 'Host', url: '/d/host' }] } };
const frames = [
  frame(field('Time', [1000, 2000, 3000], 'time'), field('a', [1, 2, 3], 'number', linked)),
  frame(field('Time', [2000, 3000], 'time'), field('b', [5, 6], 'number', linked)),
  frame(field('Time', [1000, 2000, 3000], 'time'), field('no links', [7, 8, 9])),
];
const aligned = align(frames);
const found = (index: number, chosen: number | null) =>
  samplesAt(aligned, frames, index, chosen).map(({ field: f, row }) => [f?.name, row]);

test('a sample is named by its place in its own frame', () => {
  expect(found(1, null)).toEqual([
    ['a', 1],
    ['b', 0],
  ]);
});

test('the chosen series counts alone; series without a sample or a link do not', () => {
  expect(found(1, 1)).toEqual([['b', 0]]);
  expect(found(0, 1)).toEqual([]);
  expect(found(1, 2)).toEqual([]);
});

test('arrows step within the samples', () => {
  expect(stepped('ArrowLeft', 0, 3)).toBe(0);
  expect(stepped('ArrowRight', 0, 3)).toBe(1);
  expect(stepped('End', 0, 3)).toBe(2);
  expect(stepped('a', 0, 3)).toBeUndefined();
});
