import type { GridPos, PanelModel } from './model.ts';

export const COLUMNS = 24;
/** Pixels of a grid row with the gap below it. */
export const ROW_PIXELS = 38;

/** Far below what anybody scrolls to: browsers have an end of their grids. */
const ROWS = 10_000;
const TALLEST = 500;

const AT_FIRST: GridPos = { x: 0, y: 0, w: 12, h: 8 };

/** Where a panel says it lies; what is no number, or outside of every grid, is brought inside. */
export function placeOf(panel: PanelModel): GridPos {
  const { x, y, w, h } = { ...AT_FIRST, ...panel.gridPos };
  const top = within(y, 0, ROWS, AT_FIRST.y);
  if (panel.type === 'row') return { x: 0, y: top, w: COLUMNS, h: 1 };
  const width = within(w, 1, COLUMNS, AT_FIRST.w);
  return {
    x: within(x, 0, COLUMNS - width, AT_FIRST.x),
    y: top,
    w: width,
    h: within(h, 1, TALLEST, AT_FIRST.h),
  };
}

function within(value: unknown, least: number, most: number, otherwise: number): number {
  const number = typeof value === 'number' ? Math.round(value) : otherwise;
  return Math.max(least, Math.min(most, number));
}

/** Inside the grid, at least two columns and rows. */
export function clamped({ x, y, w, h }: GridPos): GridPos {
  const width = Math.max(2, Math.min(COLUMNS, w));
  return {
    x: Math.max(0, Math.min(COLUMNS - width, x)),
    y: Math.max(0, y),
    w: width,
    h: Math.max(2, h),
  };
}

/**
 * The panels with one of them in another place: what lies there moves down, then everything moves up as far as it can,
 * so that no gap stays. The order of the list is kept.
 */
export function moved(panels: readonly PanelModel[], id: number, place: GridPos): PanelModel[] {
  const target = panels.find(panel => panel.id === id);
  if (!target) return [...panels];
  const wanted = target.type === 'row' ? { ...placeOf(target), y: Math.max(0, place.y) } : clamped(place);
  const places = new Map(panels.map(panel => [panel, panel === target ? wanted : placeOf(panel)]));
  const settled: GridPos[] = [wanted];
  for (const panel of inReadingOrder(panels, places)) {
    if (panel === target) continue;
    const free = below(settled, places.get(panel) ?? AT_FIRST);
    places.set(panel, free);
    settled.push(free);
  }
  return withPlaces(panels, closedUp(panels, places));
}

/** Everything moved up as far as it can. */
export function compacted(panels: readonly PanelModel[]): PanelModel[] {
  return withPlaces(panels, closedUp(panels, new Map(panels.map(panel => [panel, placeOf(panel)]))));
}

/** What lies on another panel moved down until it is free, as files that are written by hand and wide copies of panels leave it. */
export function apart<P extends PanelModel>(panels: readonly P[]): P[] {
  const settled: GridPos[] = [];
  const places = new Map<PanelModel, GridPos>();
  for (const panel of inReadingOrder(panels, new Map(panels.map(each => [each, placeOf(each)])))) {
    const free = below(settled, placeOf(panel));
    places.set(panel, free);
    settled.push(free);
  }
  return withPlaces(panels, places);
}

/** First row below everything. */
export function bottom(panels: readonly PanelModel[]): number {
  return Math.max(0, ...panels.map(placeOf).map(({ y, h }) => y + h));
}

type Places = ReadonlyMap<PanelModel, GridPos>;

function inReadingOrder(panels: readonly PanelModel[], places: Places): PanelModel[] {
  const at = (panel: PanelModel) => places.get(panel) ?? AT_FIRST;
  return [...panels].sort((a, b) => at(a).y - at(b).y || at(a).x - at(b).x);
}

function closedUp(panels: readonly PanelModel[], places: Places): Map<PanelModel, GridPos> {
  const closed = new Map<PanelModel, GridPos>();
  for (const panel of inReadingOrder(panels, places)) {
    const place = places.get(panel) ?? AT_FIRST;
    const above = [...closed.values()].filter(other => sideBySide(other, place));
    closed.set(panel, { ...place, y: Math.max(0, ...above.map(({ y, h }) => y + h)) });
  }
  return closed;
}

function withPlaces<P extends PanelModel>(panels: readonly P[], places: Places): P[] {
  return panels.map(panel => {
    const gridPos = places.get(panel) ?? AT_FIRST;
    const before = panel.gridPos;
    const same =
      before?.x === gridPos.x && before.y === gridPos.y && before.w === gridPos.w && before.h === gridPos.h;
    return same ? panel : { ...panel, gridPos };
  });
}

/** The place, or the first one straight below it that is free. */
function below(taken: readonly GridPos[], place: GridPos): GridPos {
  let free = place;
  for (;;) {
    const inTheWay = taken.filter(other => overlaps(other, free));
    if (inTheWay.length === 0) return free;
    free = { ...free, y: Math.max(...inTheWay.map(({ y, h }) => y + h)) };
  }
}

function overlaps(a: GridPos, b: GridPos): boolean {
  return sideBySide(a, b) && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Whether they share a column. */
function sideBySide(a: GridPos, b: GridPos): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w;
}
