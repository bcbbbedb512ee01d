import { expect, it } from 'vitest';
import { lineColor } from './thresholds.ts';

it('draws the end of an area in its colour, whichever side is seen', () => {
  const above = [{ color: 'transparent' }, { color: 'red' }];
  const below = [{ color: 'red' }, { color: 'transparent' }];
  expect(lineColor(above, 1)).toBe('red');
  expect(lineColor(below, 1)).toBe('red');
});
