import type { FormSchema } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { ENGLISH } from '../texts/plugin.ts';
import { translated } from './translated.ts';

const schema: FormSchema = {
  type: 'object',
  properties: {
    legend: {
      type: 'object',
      title: 'Legend',
      properties: {
        placement: {
          type: 'string',
          title: 'Placement',
          description: 'Where it stands.',
          oneOf: [
            { const: 'bottom', title: 'Below' },
            { const: 'right', title: 'Right' },
          ],
        },
      },
    },
    draw: { type: 'string', title: 'Style', enum: ['line', 'bars'] },
    names: { type: 'array', title: 'Names', items: { type: 'string', description: 'One of them.' } },
    api_url: {
      type: 'string',
      title: 'API URL',
      'x-gnomon': { placeholder: 'https://example.org', help: 'Its address.' },
    },
  },
};
const texts = {
  Legend: '범례',
  Placement: '위치',
  'Where it stands.': '표시할 곳입니다.',
  Below: '아래',
  bars: '막대',
  'One of them.': '그중 하나입니다.',
  'API URL': 'API 주소',
  'Its address.': '주소입니다.',
};

test('titles, descriptions, hints and choices are translated wherever they stand; the rest stays', () => {
  const { legend, draw, names, api_url: address } = translated(schema, texts).properties ?? {};
  expect(legend.title).toBe('범례');
  expect(legend.properties?.placement).toEqual({
    type: 'string',
    title: '위치',
    description: '표시할 곳입니다.',
    oneOf: [
      { const: 'bottom', title: '아래' },
      { const: 'right', title: 'Right' },
    ],
  });
  expect(draw.oneOf).toEqual([
    { const: 'line', title: 'line' },
    { const: 'bars', title: '막대' },
  ]);
  expect(names.items?.description).toBe('그중 하나입니다.');
  expect(address.title).toBe('API 주소');
  expect(address['x-gnomon']).toEqual({ placeholder: 'https://example.org', help: '주소입니다.' });
});

test('a plugin without texts keeps its schema', () => {
  expect(translated(schema, ENGLISH)).toBe(schema);
});
