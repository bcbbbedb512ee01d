import { expect, test } from 'vitest';
import { fieldKey } from '../frames/decorate.ts';
import type { WireFrame } from '../frames/wire.ts';
import { withField, withOptions } from './look.ts';

const hosts = ['a', 'b'].map(
  (host): WireFrame => ({
    refId: 'A',
    rows: 0,
    fields: [{ name: 'Value', type: 'number', labels: { job: 'node', host }, values: [] }],
  }),
);
const keyOfB = fieldKey(hosts[1], hosts[1].fields[0]);
const NAME = '{host="b"}';
const byName = (options: string, ...properties: object[]) => ({
  matcher: { id: 'byName', options },
  properties: properties as { id: string }[],
});

test('options of the patch count, others stay, nothing takes one away', () => {
  const look = { options: { sortBy: [1], cellHeight: 'sm', page: 3 }, fieldConfig: {} };
  expect(withOptions(look, { sortBy: [], page: null })).toEqual({
    options: { sortBy: [], cellHeight: 'sm' },
    fieldConfig: {},
  });
});

test('a field gets an override by the name that overrides know it by', () => {
  const look = {
    fieldConfig: { defaults: { unit: 's' }, overrides: [byName('x', { id: 'unit', value: 'm' })] },
  };
  expect(withField(look, hosts, keyOfB, { 'custom.width': 120 })).toEqual({
    fieldConfig: {
      defaults: { unit: 's' },
      overrides: [byName('x', { id: 'unit', value: 'm' }), byName(NAME, { id: 'custom.width', value: 120 })],
    },
  });
});

test('an override by that name is changed, and moves behind the others', () => {
  const overrides = [
    byName(NAME, { id: 'custom.width', value: 100 }, { id: 'unit', value: 's' }),
    byName('x', { id: 'unit', value: 'm' }),
  ];
  expect(withField({ fieldConfig: { overrides } }, hosts, keyOfB, { 'custom.width': 80 })).toEqual({
    fieldConfig: {
      overrides: [
        byName('x', { id: 'unit', value: 'm' }),
        byName(NAME, { id: 'unit', value: 's' }, { id: 'custom.width', value: 80 }),
      ],
    },
  });
});

test('an override goes with its last setting', () => {
  const overrides = [byName(NAME, { id: 'custom.width', value: 100 })];
  expect(withField({ fieldConfig: { overrides } }, hosts, keyOfB, { 'custom.width': undefined })).toEqual({
    fieldConfig: { overrides: [] },
  });
});

test('a key that no frame has changes nothing', () => {
  const look = { options: {} };
  expect(withField(look, hosts, 'B/Value/{}', { unit: 's' })).toBe(look);
});
