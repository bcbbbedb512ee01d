import { lacking, lackingValues } from '@gnomon/panel-kit/needs.ts';
import { english, field, frame } from '@gnomon/panel-kit/testing.ts';
import { expect, test } from 'vitest';

const time = field('Time', [1, 2], 'time');
const number = field('load', [1, 2]);
const text = field('version', ['a', 'b'], 'string');

test('a panel says what it needs and what it got', () => {
  expect(lacking([frame(time, text)], 'number', english)).toBe(
    'This panel needs a field of numbers, but the data has Time (times), version (texts).',
  );
  expect(lacking([frame(time, number)], 'string', english)).toBe(
    'This panel needs a field of texts, but the data has Time (times), load (numbers).',
  );
});

test('it says nothing where it has what it needs, and where there are no rows', () => {
  expect(lacking([frame(text), frame(time, number)], 'time number', english)).toBeUndefined();
  expect(lacking([frame(field('version', [], 'string'))], 'number', english)).toBeUndefined();
  expect(lacking([], 'number', english)).toBeUndefined();
});

test('times in one frame and numbers in another are no series', () => {
  expect(lacking([frame(time, text), frame(number)], 'time number', english)).toBe(
    'This panel needs a field of times with one of numbers, but the data has Time (times), version (texts), load (numbers).',
  );
});

test('of many fields the first are named', () => {
  const texts = ['a', 'b', 'c', 'd', 'e'].map(name => field(name, ['x'], 'string'));
  expect(lacking([frame(...texts)], 'time', english)).toMatch(/a \(texts\), .*d \(texts\), …\.$/);
});

test('where the option names fields, it is said that there is none of that name', () => {
  expect(lackingValues([frame(time, number)], { fields: '/^mem/' }, english)).toBe(
    'No field is named "/^mem/", the data has Time (times), load (numbers).',
  );
  expect(lackingValues([frame(text)], {}, english)).toMatch(/^This panel needs a field of numbers/);
});
