import { expect, test } from 'vitest';
import { added, asked, deleted, duplicated, nextRefId, toggledRow, withIds, withPanel } from './edit.ts';
import { apart, clamped, moved } from './layout.ts';
import type { Dashboard, PanelModel } from './model.ts';

const panel = (id: number, x: number, y: number, w = 12, h = 8): PanelModel => ({
  id,
  type: 'stat',
  title: `${id}`,
  gridPos: { x, y, w, h },
});
const row = (id: number, y: number): PanelModel => ({
  id,
  type: 'row',
  title: 'R',
  collapsed: false,
  gridPos: { x: 0, y, w: 24, h: 1 },
});
/** `id@x,y wxh` of each. */
const places = (panels: readonly PanelModel[] = []) =>
  panels.map(({ id, gridPos: p }) => `${id}@${p?.x},${p?.y} ${p?.w}x${p?.h}`);
const TWO = [panel(1, 0, 0), panel(2, 12, 0), panel(3, 0, 8)];

test('what lies in the way moves down, and gaps close', () => {
  expect(places(moved(TWO, 3, { x: 0, y: 0, w: 12, h: 8 }))).toEqual([
    '1@0,8 12x8',
    '2@12,0 12x8',
    '3@0,0 12x8',
  ]);
  expect(places(moved(TWO, 1, { x: 6, y: 20, w: 12, h: 8 }))).toEqual([
    '1@6,8 12x8',
    '2@12,0 12x8',
    '3@0,0 12x8',
  ]);
  expect(moved(TWO, 9, { x: 0, y: 0, w: 1, h: 1 })).toEqual(TWO);
  expect(moved(TWO, 2, { x: 12, y: 0, w: 12, h: 8 })[0]).toBe(TWO[0]);
});

test('panels that lie on each other are taken apart, and others stay where they are', () => {
  const at = (x: number, y: number, w: number, h: number) => ({ type: 'stat', gridPos: { x, y, w, h } });
  const panels = [at(0, 0, 12, 4), at(12, 9, 12, 4), at(0, 2, 24, 2), at(0, 20, 6, 3)];
  const [first, side, wide, far] = apart(panels);
  expect(first).toBe(panels[0]);
  expect(side).toBe(panels[1]);
  expect(wide.gridPos).toEqual({ x: 0, y: 4, w: 24, h: 2 });
  expect(far).toBe(panels[3]);
});

test('places that are none are brought inside the grid', () => {
  const at = (gridPos: object) => ({ type: 'stat', gridPos: gridPos as PanelModel['gridPos'] }) as PanelModel;
  const placed = (gridPos: object) => places(apart([at(gridPos)]));
  expect(placed({ x: -5, y: 1e9, w: 99, h: 1e9 })).toEqual(['undefined@0,10000 24x500']);
  expect(placed({ x: 'a', y: null, w: 0, h: -3 })).toEqual(['undefined@0,0 1x1']);
  expect(placed({ x: 23.5, y: 0.4, w: 5, h: 4 })).toEqual(['undefined@19,0 5x4']);
});

test('a wider panel pushes its neighbours, and stays in the grid', () => {
  expect(places(moved(TWO, 1, { x: 0, y: 0, w: 24, h: 4 }))).toEqual([
    '1@0,0 24x4',
    '2@12,4 12x8',
    '3@0,4 12x8',
  ]);
  expect(clamped({ x: 30, y: -3, w: 40, h: 0 })).toEqual({ x: 0, y: 0, w: 24, h: 2 });
  expect(clamped({ x: 20, y: 1, w: 8, h: 3 })).toEqual({ x: 16, y: 1, w: 8, h: 3 });
});

test('panels get numbers, a new one lies below all', () => {
  const numbered = withIds({ panels: [{ type: 'text' }, { id: 7, type: 'stat' }, { id: 7, type: 'stat' }] });
  expect(numbered.panels?.map(p => p.id)).toEqual([8, 7, 9]);
  const [dashboard, id] = added({ panels: TWO }, 'gauge', 'New');
  expect(id).toBe(4);
  expect(places(dashboard.panels)[3]).toBe('4@0,16 12x8');
});

test('a copy lies below, a deletion leaves no gap', () => {
  expect(places(duplicated({ panels: TWO }, 1).panels)).toEqual([
    '1@0,0 12x8',
    '2@12,0 12x8',
    '3@0,16 12x8',
    '4@0,8 12x8',
  ]);
  expect(places(deleted({ panels: TWO }, 1).panels)).toEqual(['2@12,0 12x8', '3@0,0 12x8']);
});

test('a row takes its panels in and lets them out as they were', () => {
  const dashboard: Dashboard = {
    panels: [row(9, 0), panel(1, 0, 1), panel(2, 12, 1), row(8, 9), panel(3, 0, 10)],
  };
  const closed = toggledRow(dashboard, 9);
  expect(places(closed.panels)).toEqual(['9@0,0 24x1', '8@0,1 24x1', '3@0,2 12x8']);
  expect(closed.panels?.[0].panels).toHaveLength(2);
  const open = toggledRow(closed, 9);
  expect([...places(open.panels)].sort()).toEqual([...places(dashboard.panels)].sort());
  expect(deleted(closed, 9).panels).toHaveLength(4);
  expect(withPanel(closed, { ...panel(2, 12, 1), title: 'x' }).panels?.[0].panels?.[1].title).toBe('x');
});

test('only what changes an answer asks again', () => {
  const before = asked({ panels: TWO });
  expect(asked({ panels: moved(TWO, 3, { x: 0, y: 0, w: 12, h: 8 }) })).toBe(before);
  expect(asked({ panels: TWO.map(p => ({ ...p, title: 'other' })) })).toBe(before);
  const sorted = TWO.map(p => ({ ...p, options: { sortBy: [{ displayName: 'Value' }] }, optionsVersion: 2 }));
  expect(asked({ panels: sorted })).toBe(before);
  expect(asked({ panels: TWO.map(p => ({ ...p, targets: [{ refId: 'A', expr: 'up' }] })) })).not.toBe(before);
});

test('queries are lettered', () => {
  expect(nextRefId([])).toBe('A');
  expect(nextRefId([{ refId: 'A' }, { refId: 'C' }])).toBe('B');
});
