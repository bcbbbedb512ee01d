import type { PluginManifest } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import type { PluginState } from '../api/types.ts';
import { actionsOf, kindText, nameOf, type PluginAction, requirementsOf } from './states.ts';

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
