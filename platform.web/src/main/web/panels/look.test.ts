import { expect, test } from 'vitest';
import { decorate, fieldKey } from '../frames/decorate.ts';
import type { WireFrame } from '../frames/wire.ts';
import { theme } from '../theme/tokens.ts';
import { type PanelLook, withField, withOptions, withSeries } from './look.ts';

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

const shown = (look: PanelLook) =>
  decorate(hosts, look.fieldConfig, theme('dark')).map(({ fields }) => {
    const { hideFrom } = (fields[0].config.custom ?? {}) as { hideFrom?: { viz: boolean } };
    return hideFrom?.viz !== true;
  });
const toggled = (look: PanelLook, only: boolean) =>
  withSeries(look, hosts, decorate(hosts, look.fieldConfig, theme('dark')), keyOfB, only);

test('a series is shown alone, as Grafana writes it, then all are shown again', () => {
  const alone = toggled({ fieldConfig: { defaults: { unit: 's' } } }, true);
  expect(shown(alone)).toEqual([false, true]);
  expect(alone.fieldConfig?.overrides?.[0]).toMatchObject({
    __systemRef: 'hideSeriesFrom',
    matcher: { id: 'byNames', options: { mode: 'exclude', names: [NAME] } },
  });
  expect(toggled(alone, true)).toEqual({ fieldConfig: { defaults: { unit: 's' }, overrides: [] } });
});

test('a series goes and comes back, other overrides stay', () => {
  const unit = byName('x', { id: 'unit', value: 'm' });
  const gone = toggled({ fieldConfig: { overrides: [unit] } }, false);
  expect(shown(gone)).toEqual([true, false]);
  expect(toggled(gone, false)).toEqual({ fieldConfig: { overrides: [unit] } });
});

test('beside one that is alone another one can be shown', () => {
  const other = {
    __systemRef: 'hideSeriesFrom',
    matcher: { id: 'byNames', options: { mode: 'exclude', names: ['{host="a"}'] } },
  };
  const saved = { ...other, properties: [{ id: 'custom.hideFrom', value: { viz: true } }] };
  const both = toggled({ fieldConfig: { overrides: [saved] } }, false);
  expect(shown(both)).toEqual([true, true]);
});
