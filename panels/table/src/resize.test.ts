import { expect, test } from 'vitest';
import { NARROWEST, widthAfter } from './resize.ts';

test('arrows make a column wider and narrower, with Shift faster, never too narrow', () => {
  expect(widthAfter('ArrowRight', false, 100)).toBe(110);
  expect(widthAfter('ArrowRight', true, 100)).toBe(150);
  expect(widthAfter('ArrowLeft', false, 100)).toBe(90);
  expect(widthAfter('ArrowLeft', true, 60)).toBe(NARROWEST);
});

test('Delete gives the width back to the table, other keys do nothing', () => {
  expect(widthAfter('Delete', false, 100)).toBeUndefined();
  expect(widthAfter('Tab', false, 100)).toBe('same');
});
