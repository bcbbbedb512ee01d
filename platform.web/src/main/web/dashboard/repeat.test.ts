import { expect, test } from 'vitest';
import type { PanelModel } from './model.ts';
import { repeated, type ShownPanel, type ValuesOf } from './repeat.ts';

const panel = (id: number, x: number, y: number, more: Partial<PanelModel> = {}): PanelModel => ({
  id,
  type: 'stat',
  gridPos: { x, y, w: 12, h: 4 },
  ...more,
});
const row = (id: number, y: number, more: Partial<PanelModel> = {}): PanelModel => ({
  id,
  type: 'row',
  gridPos: { x: 0, y, w: 24, h: 1 },
  ...more,
});
const values: ValuesOf = name => ({ host: ['a', 'b', 'c'], one: ['x'] })[name];
/** `id<source@x,y wxh value` of each. */
const told = (panels: readonly ShownPanel[]) =>
  panels.map(({ id, source, gridPos: p, scope }) =>
    [`${id}<${source ?? id}@${p?.x},${p?.y}`, `${p?.w}x${p?.h}`, ...Object.values(scope ?? {})].join(' '),
  );

test('what is not repeated stays the same object', () => {
  const panels = [panel(1, 0, 0), row(2, 4), panel(3, 0, 5, { repeat: 'unknown' })];
  expect(repeated(panels, values)).toEqual(panels);
  expect(repeated(panels, values)[0]).toBe(panels[0]);
});

test('copies stand beside each other and move down what follows', () => {
  expect(told(repeated([panel(1, 0, 0, { repeat: 'host', maxPerRow: 2 }), panel(2, 0, 4)], values))).toEqual([
    '1<1@0,0 12x4 a',
    '3<1@12,0 12x4 b',
    '4<1@0,4 12x4 c',
    '2<2@0,8 12x4',
  ]);
  expect(told(repeated([panel(1, 0, 0, { repeat: 'host' })], values)).map(text => text.slice(4))).toEqual([
    '0,0 8x4 a',
    '8,0 8x4 b',
    '16,0 8x4 c',
  ]);
});

test('ten thousand values are not ten thousand panels, and what is missing is said', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => `h${i}`);
  const ofPanel = repeated([panel(1, 0, 0, { repeat: 'many' }), panel(2, 0, 4)], () => many);
  expect(ofPanel).toHaveLength(501 + 1 + 1);
  const [instead, after] = ofPanel.slice(-2);
  expect(instead).toMatchObject({ type: 'text', options: { content: expect.stringContaining('9499') } });
  expect(after.gridPos?.y).toBeGreaterThan(instead.gridPos?.y ?? Number.NaN);
  const ofRow = repeated(
    [row(1, 0, { repeat: 'many' }), panel(2, 0, 1, { repeat: 'many' }), row(3, 9)],
    () => many,
  );
  expect(ofRow.length).toBeLessThan(1500);
  expect(ofRow.at(-1)).toMatchObject({ id: 3, type: 'row' });
});

test('copies stand below each other', () => {
  expect(
    told(repeated([panel(1, 6, 0, { repeat: 'host', repeatDirection: 'v' }), panel(2, 0, 4)], values)),
  ).toEqual(['1<1@6,0 12x4 a', '3<1@6,4 12x4 b', '4<1@6,8 12x4 c', '2<2@0,12 12x4']);
});

test('a row is repeated with its panels, open or closed', () => {
  const open = [row(1, 0, { repeat: 'host' }), panel(2, 0, 1), row(3, 5)];
  expect(told(repeated(open, values))).toEqual([
    '1<1@0,0 24x1 a',
    '2<2@0,1 12x4 a',
    '4<1@0,5 24x1 b',
    '5<2@0,6 12x4 b',
    '6<1@0,10 24x1 c',
    '7<2@0,11 12x4 c',
    '3<3@0,15 24x1',
  ]);
  const closed = repeated([row(1, 0, { repeat: 'host', collapsed: true, panels: [panel(2, 0, 1)] })], values);
  expect(told(closed)).toEqual(['1<1@0,0 24x1 a', '3<1@0,1 24x1 b', '5<1@0,2 24x1 c']);
  expect(told(closed[1].panels ?? [])).toEqual(['4<2@0,1 12x4 b']);
});

test('panels are repeated within repeated rows', () => {
  const shown = repeated([row(1, 0, { repeat: 'one' }), panel(2, 0, 1, { repeat: 'host' })], values);
  expect(shown.map(each => each.scope)).toEqual([
    { one: 'x' },
    { one: 'x', host: 'a' },
    { one: 'x', host: 'b' },
    { one: 'x', host: 'c' },
  ]);
});
