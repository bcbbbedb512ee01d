import type { FormSchema } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { check, forSending, isVisible, orderedProperties } from './schema.ts';

const schema: FormSchema = {
  type: 'object',
  required: ['url'],
  properties: {
    url: { type: 'string', pattern: '^https?://' },
    retries: { type: 'integer', minimum: 0, maximum: 9 },
    password: { type: 'string', 'x-gnomon': { widget: 'secret' } },
    auth: { type: 'object', required: ['user'], properties: { user: { type: 'string' } } },
    token: { type: 'string', 'x-gnomon': { order: -1, visibleIf: { field: 'retries', in: [1] } } },
  },
};

test('problems carry the path of the field', () => {
  expect(check(schema, { retries: 12, auth: {} }).map(p => p.path)).toEqual([
    '/url',
    '/retries',
    '/auth/user',
  ]);
  expect(check(schema, { url: 'ftp://x' })[0].path).toBe('/url');
  expect(check(schema, { url: 'http://x', retries: 3 })).toEqual([]);
});

test('a stored secret is sent as keep, an emptied one as empty', () => {
  expect(forSending(schema, { url: 'u', password: { $set: true } })).toEqual({ url: 'u', password: null });
  expect(forSending(schema, { password: '' })).toEqual({ password: '' });
});

test('order and visibility follow the hints', () => {
  expect(orderedProperties(schema)[0][0]).toBe('token');
  const token = schema.properties?.token as FormSchema;
  expect(isVisible(token, { retries: 1 })).toBe(true);
  expect(isVisible(token, { retries: 2 })).toBe(false);
});
