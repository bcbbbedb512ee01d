import type { PanelContribution, PanelPlugin } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';
import { type KeptOptions, upToDate } from './kept.ts';

const plugin: PanelPlugin = {
  apiVersion: 1,
  migrate: (options, from) => ({ ...(options as object), from }),
  mount: () => ({ update: () => {}, unmount: () => {} }),
};
const brought = (kept: KeptOptions, optionsVersion?: number, by = plugin) =>
  upToDate(kept, by, {
    kind: 'panel',
    id: 'probe',
    ...(optionsVersion && { optionsVersion }),
  } as PanelContribution);

test('options without a version are of the first form', () => {
  expect(brought({ options: { size: 7 } }, 3)).toEqual({ options: { size: 7, from: 1 }, optionsVersion: 3 });
});

test('the plugin is told the form that they have', () => {
  expect(brought({ options: {}, optionsVersion: 2 }, 3).options).toEqual({ from: 2 });
});

test('what has the form already, or that of a later plugin, is the very same', () => {
  for (const kept of [{ options: {} }, { options: {}, optionsVersion: 1 }]) expect(brought(kept)).toBe(kept);
  const later = { options: {}, optionsVersion: 4 };
  expect(brought(later, 3)).toBe(later);
});

test('a panel without options gets the version only, and so does one whose plugin changes nothing', () => {
  expect(brought({}, 2)).toEqual({ optionsVersion: 2 });
  const { migrate: _, ...plain } = plugin;
  expect(brought({ options: { size: 7 } }, 2, plain)).toEqual({ options: { size: 7 }, optionsVersion: 2 });
});
