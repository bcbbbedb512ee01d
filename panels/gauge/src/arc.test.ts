import { expect, test } from 'vitest';
import { angle, bands, dialSize, END, point, ring, START } from './arc.ts';

test('shares become angles, those outside stay at the ends', () => {
  expect(angle(0)).toBe(START);
  expect(angle(0.5)).toBe(0);
  expect(angle(1)).toBe(END);
  expect(angle(7)).toBe(END);
  expect(angle(Number.NaN)).toBe(START);
});

test('zero degrees is at the top', () => {
  const [x, y] = point(100, 50, 0);
  expect(x).toBeCloseTo(100);
  expect(y).toBeCloseTo(50);
});

test('an arc of more than half a circle is drawn the long way', () => {
  expect(ring(100, 80, 60, START, END)).toContain('A80 80 0 1 1');
  expect(ring(100, 80, 60, START, 0)).toContain('A80 80 0 0 1');
});

test('thresholds become bands over the range', () => {
  const steps = [
    { value: null, color: 'green' },
    { value: 0.8, color: 'orange' },
    { value: 0.9, color: 'red' },
  ];
  expect(bands(steps, 'absolute', 0, 1)).toEqual([
    { from: 0, to: 0.8, color: 'green' },
    { from: 0.8, to: 0.9, color: 'orange' },
    { from: 0.9, to: 1, color: 'red' },
  ]);
  expect(
    bands(
      [
        { value: null, color: 'green' },
        { value: 50, color: 'red' },
      ],
      'percentage',
      0,
      8,
    ),
  ).toEqual([
    { from: 0, to: 0.5, color: 'green' },
    { from: 0.5, to: 1, color: 'red' },
  ]);
});

test('a dial fills its room, and stays large enough to be read', () => {
  expect(dialSize(300, 160)).toBe(200);
  expect(dialSize(100, 160)).toBe(100);
  expect(dialSize(4, 160)).toBe(75);
});
