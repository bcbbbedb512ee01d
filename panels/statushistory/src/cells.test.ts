import { expect, test } from 'vitest';
import { cell } from './cells.ts';

test('a cell stands in the middle of its room', () => {
  expect(cell(10, 20, 0.8)).toEqual([11, 8]);
});

test('a cell is seen even when the room is a pixel or less', () => {
  expect(cell(10, 11, 0)).toEqual([10, 1]);
  expect(cell(10, 10.4, 0.5)[1]).toBeCloseTo(0.4);
});
