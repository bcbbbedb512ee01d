import type { DataFrame, Field } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { fieldText } from './fieldText.ts';

const field = (name: string, type: Field['type'], values: unknown[], labels = {}): Field => ({
  name,
  type,
  values,
  labels,
  config: {},
  displayName: `${name} shown`,
  display: value => ({ text: `~${value}`, suffix: ' B', numeric: Number(value) }),
});
const time = field('Time', 'time', [1000, 2000]);
const size = field('size', 'number', [10, 20], { host: 'a', 'dotted.name': 'b' });
const frame: DataFrame = { fields: [time, size], length: 2 };
const subject = { frame, field: size, row: 1 };

test('the value, its time, its series', () => {
  expect(fieldText('__value.raw', subject)).toBe('20');
  expect(fieldText('__value.text', subject)).toBe('~20 B');
  expect(fieldText('__value.time', subject)).toBe('2000');
  expect(fieldText('__value.raw', { field: size, value: 7.5 })).toBe('7.5');
  expect(fieldText('__series.name', subject)).toBe('size shown');
  expect(fieldText('__field.name', subject)).toBe('size shown');
});

test('labels, also such that need brackets; one that is missing is empty', () => {
  expect(fieldText('__field.labels.host', subject)).toBe('a');
  expect(fieldText('__field.labels["dotted.name"]', subject)).toBe('b');
  expect(fieldText('__field.labels.zone', subject)).toBe('');
});

test('other fields of the row by name and by place', () => {
  expect(fieldText('__data.fields.size', subject)).toBe('~20 B');
  expect(fieldText('__data.fields["size shown"].numeric', subject)).toBe('20');
  expect(fieldText('__data.fields[0].raw', subject)).toBe('2000');
  expect(fieldText('__data.fields.none', subject)).toBe('');
});

test('names of something else are left to others', () => {
  expect(fieldText('host', subject)).toBeUndefined();
  expect(fieldText('__from', subject)).toBeUndefined();
});
