import type { FormSchema } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { wrongType } from './schema.ts';

const schema: FormSchema = {
  type: 'object',
  properties: {
    content: { type: 'string' },
    sortBy: { type: 'array', items: { type: 'object', properties: { desc: { type: 'boolean' } } } },
    legend: { type: 'object', properties: { width: { type: 'number' } } },
  },
};
const wrong = (options: unknown) => wrongType(schema, options, 'options');

test('the first value of a wrong type is told with its place', () => {
  expect(wrong({ content: 5 })).toBe('options.content is 5; valid is a text.');
  expect(wrong({ sortBy: 7 })).toBe('options.sortBy is 7; valid is a list.');
  expect(wrong({ sortBy: [{}, { desc: 'yes' }] })).toBe(
    'options.sortBy[1].desc is "yes"; valid is true or false.',
  );
  expect(wrong({ legend: null })).toBe('options.legend is null; valid is an object.');
  expect(wrong({ legend: { width: '9' } })).toBe('options.legend.width is "9"; valid is a number.');
  expect(wrong([])).toBe('options is []; valid is an object.');
});

test('a long value is shortened', () => {
  expect(wrong({ legend: 'x'.repeat(100) })).toBe(
    `options.legend is "${'x'.repeat(58)}…; valid is an object.`,
  );
});

test('what is of its type, not there, or not known is not wrong', () => {
  expect(wrong({ content: '', sortBy: [{ desc: true }], legend: {}, more: 5 })).toBeUndefined();
  expect(wrong(undefined)).toBeUndefined();
});
