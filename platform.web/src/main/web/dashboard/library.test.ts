import { expect, test } from 'vitest';
import { addedFromLibrary } from './edit.ts';
import { changedPanels, modelOf, unlinked } from './library.ts';

const load = {
  uid: 'load',
  name: 'Load',
  version: 3,
  model: { type: 'stat', title: 'Load', options: {} },
  usedBy: [],
};
const dashboard = addedFromLibrary({ panels: [{ id: 1, type: 'text' }] }, load);

test('a panel of the library is put below the others and names it', () => {
  const [, panel] = dashboard.panels ?? [];
  expect(panel).toMatchObject({ id: 2, type: 'stat', libraryPanel: { uid: 'load', name: 'Load' } });
  expect(modelOf({ ...panel, repeat: 'host' })).toEqual(load.model);
  expect(unlinked(panel).libraryPanel).toBeUndefined();
});

test('what was changed in the dashboard is found, also in a closed row', () => {
  expect(changedPanels(dashboard, [load])).toEqual([]);
  const [text, panel] = dashboard.panels ?? [];
  const row = { id: 3, type: 'row', panels: [{ ...panel, title: 'Newer' }] };
  const [changed] = changedPanels({ panels: [text, row] }, [load]);
  expect(changed.model).toEqual({ type: 'stat', title: 'Newer', options: {} });
  expect(changed.version).toBe(3);
});
