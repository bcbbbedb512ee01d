import type { LibraryPanel } from '../api/types.ts';
import { allPanels } from './edit.ts';
import type { Dashboard, PanelModel } from './model.ts';

/** A panel without what its dashboard says of its place: what the library keeps. */
export function modelOf(panel: PanelModel): PanelModel {
  const { id, gridPos, libraryPanel, repeat, repeatDirection, maxPerRow, ...model } = panel;
  return model;
}

/** An ordinary panel, which no longer follows the library. */
export function unlinked({ libraryPanel: _, ...panel }: PanelModel): PanelModel {
  return panel;
}

/** Panels of the library that look different in this dashboard: they change when it is saved, for all that use them. */
export function changedPanels(dashboard: Dashboard, library: readonly LibraryPanel[]): LibraryPanel[] {
  return library.flatMap(entry => {
    const before = JSON.stringify(entry.model);
    const changed = allPanels(dashboard)
      .filter(panel => panel.libraryPanel?.uid === entry.uid)
      .map(modelOf)
      .find(model => JSON.stringify(model) !== before);
    return changed ? [{ ...entry, model: changed }] : [];
  });
}
