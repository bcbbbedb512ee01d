import { field } from '@gnomon/panel-kit/testing.ts';
import type { Field } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { boundsIn, inUnit, isSet } from './units.ts';

const requests = field('0.1', [1], 'number', { config: { unit: 'reqps', decimals: 2 } });
/** As the host does it, with the unit as a word. */
const ticks = ({ config }: Field, values: readonly number[]) =>
  values.map(value => `${value.toFixed(config.decimals ?? 0)} ${config.unit}`);

test('bounds that are numbers get the unit of the axis, words stay', () => {
  const axis = { unit: 's', decimals: 1 };
  expect(boundsIn(['0.1', '2.5', '+Inf', 'a lot'], requests, axis, ticks)).toEqual([
    '0.1 s',
    '2.5 s',
    '+Inf',
    'a lot',
  ]);
});

test('without a unit of the axis the bounds are as the buckets name them', () => {
  expect(boundsIn(['0.1', '+Inf'], requests, {}, ticks)).toEqual(['0.1', '+Inf']);
  expect([isSet({}), isSet({ unit: '' }), isSet({ decimals: 0 })]).toEqual([false, false, true]);
});

test('what is not given stays as the field has it', () => {
  expect(inUnit(requests, { unit: 's' }).config).toEqual({ unit: 's', decimals: 2 });
  expect(inUnit(requests, { decimals: 0 }).config).toEqual({ unit: 'reqps', decimals: 0 });
});
