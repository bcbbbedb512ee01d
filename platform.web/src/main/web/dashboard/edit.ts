import type { LibraryPanel } from '../api/types.ts';
import type { PanelLook } from '../panels/look.ts';
import { bottom, compacted, placeOf } from './layout.ts';
import type { Dashboard, GridPos, PanelModel, Target } from './model.ts';

const NEW_PLACE = { w: 12, h: 8 };

/** Panels of the dashboard and of its closed rows. */
export function allPanels(dashboard: Dashboard): PanelModel[] {
  return (dashboard.panels ?? []).flatMap(panel => [panel, ...(panel.panels ?? [])]);
}

/** Every panel has a number of its own, so that it can be named. */
export function withIds(dashboard: Dashboard): Dashboard {
  let next = nextId(dashboard);
  const seen = new Set<number>();
  const numbered = (panel: PanelModel): PanelModel => {
    const id = panel.id !== undefined && !seen.has(panel.id) ? panel.id : next++;
    seen.add(id);
    return { ...panel, id, ...(panel.panels && { panels: panel.panels.map(numbered) }) };
  };
  return { ...dashboard, panels: (dashboard.panels ?? []).map(numbered) };
}

function nextId(dashboard: Dashboard): number {
  return 1 + Math.max(0, ...allPanels(dashboard).map(panel => panel.id ?? 0));
}

/** A new panel below all others, and its number. */
export function added(dashboard: Dashboard, type: string, title: string): [Dashboard, number] {
  const id = nextId(dashboard);
  const panels = dashboard.panels ?? [];
  const place = { x: 0, y: bottom(panels) };
  const panel: PanelModel =
    type === 'row'
      ? { id, type, title, collapsed: false, panels: [], gridPos: { ...place, w: 24, h: 1 } }
      : {
          id,
          type,
          title,
          gridPos: { ...place, ...NEW_PLACE },
          targets: [{ refId: 'A', expr: '' }],
          options: {},
        };
  return [{ ...dashboard, panels: [...panels, panel] }, id];
}

/** A panel of the library below all others. */
export function addedFromLibrary(dashboard: Dashboard, { uid, name, model }: LibraryPanel): Dashboard {
  const panels = dashboard.panels ?? [];
  const gridPos = { x: 0, y: bottom(panels), ...NEW_PLACE };
  const panel = { ...model, id: nextId(dashboard), gridPos, libraryPanel: { uid, name } };
  return { ...dashboard, panels: [...panels, panel] };
}

/** A copy straight below the panel. */
export function duplicated(dashboard: Dashboard, id: number): Dashboard {
  const panels = dashboard.panels ?? [];
  const original = panels.find(panel => panel.id === id);
  if (!original) return dashboard;
  const place = placeOf(original);
  const copy = { ...original, id: nextId(dashboard), gridPos: { ...place, y: place.y + place.h } };
  const shifted = panels.map(panel => {
    const at = placeOf(panel);
    return at.y >= place.y + place.h ? { ...panel, gridPos: { ...at, y: at.y + place.h } } : panel;
  });
  return { ...dashboard, panels: compacted([...shifted, copy]) };
}

/** Without the panel; a row goes alone, its panels stay. */
export function deleted(dashboard: Dashboard, id: number): Dashboard {
  const panels = dashboard.panels ?? [];
  const row = panels.find(panel => panel.id === id);
  const kept = panels.filter(panel => panel.id !== id);
  return { ...dashboard, panels: compacted([...kept, ...(row?.panels ?? [])]) };
}

/** With another version of the panel, in a closed row too. */
export function withPanel(dashboard: Dashboard, changed: PanelModel): Dashboard {
  const replaced = (panel: PanelModel): PanelModel =>
    panel.id === changed.id
      ? changed
      : panel.panels?.length
        ? { ...panel, panels: panel.panels.map(replaced) }
        : panel;
  return { ...dashboard, panels: (dashboard.panels ?? []).map(replaced) };
}

/** With what a panel has changed about itself. */
export function withLook(dashboard: Dashboard, id: number, look: PanelLook): Dashboard {
  const panel = allPanels(dashboard).find(each => each.id === id);
  return panel ? withPanel(dashboard, { ...panel, ...look }) : dashboard;
}

/** A row takes in the panels between it and the next row, or lets them out below itself. */
export function toggledRow(dashboard: Dashboard, id: number): Dashboard {
  const panels = dashboard.panels ?? [];
  const row = panels.find(panel => panel.id === id);
  if (row?.type !== 'row') return dashboard;
  const top = placeOf(row).y;
  if (row.collapsed) return { ...dashboard, panels: opened(panels, row, top) };
  const nextRow = Math.min(
    ...panels.filter(panel => panel.type === 'row' && placeOf(panel).y > top).map(panel => placeOf(panel).y),
  );
  const inside = (panel: PanelModel) =>
    panel.type !== 'row' && placeOf(panel).y > top && placeOf(panel).y < nextRow;
  const closed = { ...row, collapsed: true, panels: panels.filter(inside) };
  const outside = panels.filter(panel => !inside(panel));
  return { ...dashboard, panels: compacted(outside.map(panel => (panel === row ? closed : panel))) };
}

function opened(panels: readonly PanelModel[], row: PanelModel, top: number): PanelModel[] {
  const inner = row.panels ?? [];
  const first = Math.min(...inner.map(panel => placeOf(panel).y));
  const height = bottom(inner) - (Number.isFinite(first) ? first : 0);
  const at = (place: GridPos, y: number) => ({ ...place, y });
  const out = inner.map(panel => {
    const place = placeOf(panel);
    return { ...panel, gridPos: at(place, top + 1 + place.y - first) };
  });
  const rest = panels.map(panel => {
    if (panel === row) return { ...row, collapsed: false, panels: [] };
    const place = placeOf(panel);
    return place.y > top ? { ...panel, gridPos: at(place, place.y + height) } : panel;
  });
  return compacted([...rest, ...out]);
}

/** The first letter that no query of the panel has. */
export function nextRefId(targets: readonly Target[]): string {
  for (let i = 0; ; i++) {
    const letter = String.fromCharCode(65 + (i % 26)).repeat(1 + Math.floor(i / 26));
    if (!targets.some(target => target.refId === letter)) return letter;
  }
}

/** What the answers depend on: queries, transformations, variables and annotations, not names, places and looks. */
export function asked(dashboard: Dashboard): string {
  return JSON.stringify([
    dashboard.templating?.list ?? [],
    dashboard.annotations?.list ?? [],
    allPanels(dashboard).map(
      ({
        gridPos,
        title,
        description,
        transparent,
        options,
        optionsVersion,
        fieldConfig,
        links,
        collapsed,
        panels,
        ...rest
      }) => rest,
    ),
  ]);
}
