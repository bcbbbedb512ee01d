import { t } from '../texts/t.ts';
import { COLUMNS, placeOf } from './layout.ts';
import type { GridPos, PanelModel } from './model.ts';
import type { Values } from './variables.ts';

/** A panel as it is shown: a copy for one value of a variable, or the panel itself. */
export interface ShownPanel extends PanelModel {
  /** Number of the panel that this is a copy of. */
  readonly source?: number;
  /** Values of variables that count for this copy alone. */
  readonly scope?: Values;
  readonly panels?: readonly ShownPanel[];
}

/** The values for which something is repeated; undefined while they are not known, or for no such variable. */
export type ValuesOf = (variable: string) => readonly string[] | undefined;

const PER_ROW = 4;
/** So many copies has a dashboard at most, however many values are chosen: each is a panel that the browser keeps. */
const COPIES = 500;

/**
 * Panels and rows with `repeat`, once for each value of that variable. Copies of a panel stand beside each other, as many as
 * `maxPerRow` says, or below; copies of a row below it, each with copies of its panels. What comes after moves down.
 */
export function repeated(panels: readonly PanelModel[], valuesOf: ValuesOf): ShownPanel[] {
  const numbers = new Numbers(panels);
  const shown: ShownPanel[] = [];
  let shift = 0;
  for (const section of sections(panels)) {
    const [row] = section;
    const values = row.type === 'row' && row.repeat ? valuesOf(row.repeat) : undefined;
    const height = bottomOf(section) - placeOf(row).y;
    const copies = values?.length
      ? values.slice(0, 1 + Math.floor(numbers.left / section.length))
      : [undefined];
    const missing = (values?.length ?? 0) - copies.length;
    copies.forEach((value, index) => {
      const scope = value === undefined || !row.repeat ? undefined : { [row.repeat]: value };
      const copy = index === 0 ? section : section.map(panel => numbers.copied(panel));
      const scoped = scope ? copy.map(panel => withScope(panel, scope)) : copy;
      const [placed, grown] = panelsRepeated(lowered(scoped, shift), valuesOf, numbers);
      shown.push(...placed);
      shift += grown + (index < copies.length - 1 ? height : 0);
    });
    if (missing > 0) {
      shown.push(numbers.instead(missing, { x: 0, y: placeOf(row).y + height + shift, w: COLUMNS, h: 3 }));
      shift += 3;
    }
  }
  return shown;
}

/** Panels before the first row, then each row with the panels up to the next. */
function sections(panels: readonly PanelModel[]): PanelModel[][] {
  const sorted = [...panels].sort((a, b) => placeOf(a).y - placeOf(b).y || placeOf(a).x - placeOf(b).x);
  const found: PanelModel[][] = [];
  for (const panel of sorted) {
    if (panel.type === 'row' || found.length === 0) found.push([]);
    found[found.length - 1].push(panel);
  }
  return found;
}

/** The panels of a section with their copies, and by how many rows it has become higher. */
function panelsRepeated(
  section: readonly ShownPanel[],
  valuesOf: ValuesOf,
  numbers: Numbers,
): [ShownPanel[], number] {
  const result: ShownPanel[] = [];
  let grown = 0;
  for (const panel of section) {
    const place = placeOf(panel);
    const at = { ...place, y: place.y + grown };
    const inner = panel.panels?.length
      ? { panels: panelsRepeated(panel.panels, valuesOf, numbers)[0] }
      : undefined;
    const values = panel.repeat && panel.type !== 'row' ? valuesOf(panel.repeat) : undefined;
    if (!values?.length) {
      result.push(grown === 0 && !inner ? panel : { ...panel, ...inner, gridPos: at });
      continue;
    }
    const shown = values.slice(0, 1 + numbers.left);
    const missing = values.length - shown.length;
    const places = copiesOf(panel, at, shown.length + (missing > 0 ? 1 : 0));
    shown.forEach((value, index) => {
      const copy = index === 0 ? panel : numbers.copied(panel);
      const scope = { ...panel.scope, [panel.repeat as string]: value };
      result.push({ ...withScope(copy, scope), gridPos: places[index] });
    });
    if (missing > 0) result.push(numbers.instead(missing, places[shown.length]));
    grown += Math.max(...places.map(({ y, h }) => y + h)) - (at.y + at.h);
  }
  return [result, grown];
}

function copiesOf(panel: PanelModel, at: GridPos, count: number): GridPos[] {
  if (panel.repeatDirection === 'v')
    return Array.from({ length: count }, (_, i) => ({ ...at, y: at.y + i * at.h }));
  const perRow = Math.min(count, panel.maxPerRow || PER_ROW);
  const w = Math.floor(COLUMNS / perRow);
  return Array.from({ length: count }, (_, i) => ({
    x: (i % perRow) * w,
    y: at.y + Math.floor(i / perRow) * at.h,
    w,
    h: at.h,
  }));
}

function withScope(panel: ShownPanel, scope: Values): ShownPanel {
  return {
    ...panel,
    source: panel.source ?? panel.id,
    scope: { ...panel.scope, ...scope },
    ...(panel.panels && { panels: panel.panels.map(inner => withScope(inner, scope)) }),
  } as ShownPanel;
}

function lowered(section: readonly ShownPanel[], shift: number): readonly ShownPanel[] {
  if (shift === 0) return section;
  return section.map(panel => {
    const place = placeOf(panel);
    return { ...panel, gridPos: { ...place, y: place.y + shift } };
  });
}

function bottomOf(section: readonly PanelModel[]): number {
  return Math.max(...section.map(placeOf).map(({ y, h }) => y + h));
}

/** Gives copies numbers that no panel has, and counts them. */
class Numbers {
  #next: number;
  #copies = 0;

  constructor(panels: readonly PanelModel[]) {
    const all = panels.flatMap(panel => [panel, ...(panel.panels ?? [])]);
    this.#next = 1 + Math.max(0, ...all.map(panel => panel.id ?? 0));
  }

  /** How many copies there may still be. */
  get left(): number {
    return Math.max(0, COPIES - this.#copies);
  }

  /** What stands in the place of copies that are too many. */
  instead(missing: number, gridPos: GridPos): ShownPanel {
    const content = t('repeat.missing', { count: missing });
    return { id: this.#next++, type: 'text', options: { mode: 'markdown', content }, gridPos };
  }

  copied(panel: ShownPanel): ShownPanel {
    this.#copies++;
    return {
      ...panel,
      id: this.#next++,
      source: panel.source ?? panel.id,
      ...(panel.panels && { panels: panel.panels.map(inner => this.copied(inner)) }),
    } as ShownPanel;
  }
}
