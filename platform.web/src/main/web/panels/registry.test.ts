import { expect, test } from 'vitest';
import type { PluginEntry } from '../api/types.ts';
import { textsAddress } from '../texts/plugin.ts';
import { panelTypes } from './registry.ts';

const plugin = (id: string, state: PluginEntry['state'], replaces: string[] = []): PluginEntry => ({
  id: `io.example.${id}`,
  name: id,
  version: '1.2.3',
  kinds: ['panel'],
  state,
  official: true,
  sha256: '',
  calls: { total: 0, failed: 0, timedOut: 0, refused: 0, running: 0, abandoned: 0 },
  baseUrl: `/plugins/io.example.${id}/1.2.3-abc/`,
  integrity: { 'web/panel.js': 'sha384-x', 'web/panel.css': 'sha384-y' },
  manifest: {
    manifestVersion: 1,
    id: `io.example.${id}`,
    name: id,
    version: '1.2.3',
    requires: { gnomon: '^1.0' },
    provides: [
      {
        kind: 'panel',
        id,
        name: id,
        module: 'web/panel.js',
        styles: ['web/panel.css'],
        optionsSchema: { type: 'object' },
        replaces,
      },
    ],
  },
});

test('a panel is found by its type and by those it replaces, with addresses and digests of its files', () => {
  const types = panelTypes([plugin('timeseries', 'active', ['graph'])]);
  expect(types.get('timeseries')?.module).toBe('/plugins/io.example.timeseries/1.2.3-abc/web/panel.js');
  expect(types.get('timeseries')?.integrity).toBe('sha384-x');
  expect(types.get('timeseries')?.styles).toEqual([
    { address: '/plugins/io.example.timeseries/1.2.3-abc/web/panel.css', integrity: 'sha384-y' },
  ]);
  expect(types.get('graph')).toBe(types.get('timeseries'));
});

test('its texts are those of the language that it has them in', () => {
  const { manifest, baseUrl } = plugin('stat', 'active');
  const spoken = { manifest: manifest && { ...manifest, i18n: { ko: 'i18n/ko.json' } }, baseUrl };
  expect(textsAddress(spoken, 'ko')).toBe('/plugins/io.example.stat/1.2.3-abc/i18n/ko.json');
  expect(textsAddress(spoken, 'en')).toBeUndefined();
  expect(textsAddress({ baseUrl }, 'ko')).toBeUndefined();
});

test('a panel of that name goes before one that only replaces it', () => {
  const types = panelTypes([plugin('timeseries', 'active', ['graph']), plugin('graph', 'stopped')]);
  expect(types.get('graph')?.pluginId).toBe('io.example.graph');
  expect(types.get('graph')?.state).toBe('stopped');
});

test('other kinds of plugins and those without a manifest are no panels', () => {
  const { manifest: _, ...bare } = plugin('x', 'failed');
  expect(panelTypes([bare]).size).toBe(0);
});

test('a plugin of somebody else does not draw the panels of the distribution, unless that is stopped', () => {
  const own = plugin('table', 'active', ['old-table']);
  const other = { ...plugin('table', 'active', ['old-table']), id: 'zz.other', official: false };
  for (const order of [
    [own, other],
    [other, own],
  ]) {
    expect(panelTypes(order).get('table')?.pluginId).toBe(own.id);
    expect(panelTypes(order).get('old-table')?.pluginId).toBe(own.id);
  }
  expect(panelTypes([{ ...own, state: 'stopped' }, other]).get('table')?.pluginId).toBe('zz.other');
});
