import type { PluginManifest } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import type { PluginEntry, PluginState } from '../api/types.ts';
import {
  actionsOf,
  kindText,
  nameOf,
  type PluginAction,
  removalOf,
  replacedBy,
  requirementsOf,
} from './states.ts';

test.each([
  ['active', true, '', ['stop']],
  ['active', true, '', [], ['part']],
  ['active', false, '0.9', ['rollback', 'remove'], ['part']],
  ['active', false, '0.9', ['stop', 'rollback', 'remove']],
  ['stopped', true, '', ['start']],
  ['failed', false, '', ['start', 'remove']],
  ['waiting for confirmation', false, '0.9', ['remove']],
  ['at next start', true, '', []],
] as [PluginState, boolean, string, PluginAction[], string[]?][])(
  '%s, official %s, before %s: %j',
  (state, official, previousVersion, expected, kinds) => {
    expect(actionsOf({ state, official, previousVersion, kinds: kinds ?? ['panel'] })).toEqual(expected);
  },
);

test('a plugin without a name is called by what it provides', () => {
  const contribution = {
    kind: 'channel' as const,
    id: 'webhook',
    name: 'Webhook',
    settingsSchema: { type: 'object' as const },
    testable: true,
  };
  const manifest = {
    manifestVersion: 1 as const,
    id: 'a.b',
    name: 'a.b',
    version: '1',
    requires: { gnomon: '^1.0' },
    provides: [contribution],
  };
  expect(nameOf({ id: 'a.b', name: 'a.b', manifest })).toBe('Webhook');
  expect(nameOf({ id: 'a.b', name: 'Mine', manifest })).toBe('Mine');
  expect(nameOf({ id: 'a.b', name: '', manifest: null })).toBe('a.b');
  expect(nameOf({ id: 'half.jar', name: 'half.jar', manifest: {} as PluginManifest })).toBe('half.jar');
});

test('what a plugin asks for is told without the packages of Java', () => {
  const manifest = (packages: string[]) => ({
    manifestVersion: 1 as const,
    id: 'x',
    name: 'X',
    version: '1.0.0',
    requires: { gnomon: '^1.0', packages },
    provides: [],
  });
  expect(requirementsOf({ manifest: manifest(['java.util', 'io.gnomon.spi.common', 'org.x']) })).toBe(
    'io.gnomon.spi.common, org.x',
  );
  expect(requirementsOf({ manifest: manifest(['java.util']) })).toBe('–');
  expect(requirementsOf({ manifest: null })).toBe('–');
});

test('a kind that the page does not know is called by itself', () => {
  expect(['panel', 'oracle'].map(kindText)).toEqual(['panel', 'oracle']);
});

test('an upload is discarded by its digest, and what runs is removed by its name', () => {
  expect(removalOf({ id: 'a.b', state: 'waiting for confirmation', sha256: 'cd' })).toBe(
    'plugins/a.b?upload=cd',
  );
  expect(removalOf({ id: 'a.b', state: 'active', sha256: 'cd' })).toBe('plugins/a.b');
});

test('an upload takes the place of what has its name, not of what waits beside it', () => {
  const entry = (id: string, state: PluginEntry['state'], version: string) =>
    ({ id, state, version }) as PluginEntry;
  const waiting = entry('a.b', 'waiting for confirmation', '2');
  const active = entry('a.b', 'active', '1');
  expect(replacedBy(waiting, [waiting, entry('a.c', 'active', '1'), active])).toBe(active);
  expect(replacedBy(waiting, [waiting])).toBeUndefined();
});
