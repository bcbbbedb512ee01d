import { expect, test } from 'vitest';
import { flipped, offered, textOf } from './offered.ts';

const choices = Array.from({ length: 10_000 }, (_, i) => ({ text: `host ${i}`, value: `h${i}` }));

test('of ten thousand choices a menu has the first, and those that are chosen', () => {
  const { shown, more } = offered(choices, ['h9000'], '');
  expect(shown.slice(0, 2).map(({ value }) => value)).toEqual(['h9000', 'h0']);
  expect(shown.length + more).toBe(10_000);
  expect(shown.length).toBeLessThan(500);
  expect(offered(choices, [], ' HOST 777').shown.map(({ value }) => value)).toEqual([
    'h777',
    ...Array.from({ length: 10 }, (_, i) => `h777${i}`),
  ]);
  expect(offered(choices, [], 'nothing')).toEqual({ shown: [], more: 0 });
  expect(offered(choices.slice(0, 3), ['h2'], '').shown.map(({ value }) => value)).toEqual([
    'h0',
    'h1',
    'h2',
  ]);
});

test('a tick is set and taken away', () => {
  expect(flipped(['a'], 'b', false)).toEqual(['a', 'b']);
  expect(flipped(['a', 'b'], 'a', false)).toEqual(['b']);
  expect(flipped(['a'], 'a', false)).toEqual(['a']);
  expect(flipped(['a'], '$__all', false)).toEqual(['$__all']);
  expect(flipped(['$__all'], 'a', false)).toEqual(['a']);
});

test('labels to group by may be none', () => {
  expect(flipped(['job'], 'job', true)).toEqual(['']);
  expect(flipped([''], 'job', true)).toEqual(['job']);
  expect(textOf([''], [])).toBe('–');
});

test('what is chosen, in words', () => {
  expect(textOf(['h1', 'gone'], choices)).toBe('host 1 + gone');
  expect(textOf(['$__all'], choices)).toBe('All');
});
