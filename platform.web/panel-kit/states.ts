import type { DataFrame, DisplayValue, Field, ValueMapping } from '@gnomon/plugin-api';
import { textOf } from './drawn.ts';
import { valueAt } from './values.ts';

/** A stretch of time in one state; `to` is the start of the next one. Milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly value: unknown;
  /** Where it begins in its field. */
  readonly row: number;
  readonly shown: DisplayValue;
}

/** One line of a state panel. */
export interface StateRow {
  readonly field: Field;
  readonly name: string;
  readonly stretches: readonly Stretch[];
}

/**
 * Fields with their states over time; `merge` joins neighbours that look the same. Where nothing gives a value its colour, each
 * state has one of the palette, the same in all rows.
 */
export function stateRows(
  frames: readonly DataFrame[],
  end: number,
  merge: boolean,
  palette: readonly string[],
): StateRow[] {
  const rows: StateRow[] = [];
  const colors = new Map<string, string>();
  const stateColor = (text: string): string => {
    const color = colors.get(text) ?? palette[colors.size % palette.length];
    colors.set(text, color);
    return color;
  };
  for (const frame of frames) {
    const time = frame.fields.find(f => f.type === 'time');
    if (!time) continue;
    for (const field of frame.fields) {
      if (field.type === 'time' || custom(field).hideFrom?.viz) continue;
      rows.push({
        field,
        name: field.displayName,
        stretches: stretchesOf(time.values as ArrayLike<number>, field, end, merge, stateColor),
      });
    }
  }
  return rows;
}

function stretchesOf(
  times: ArrayLike<number>,
  field: Field,
  end: number,
  merge: boolean,
  stateColor: (text: string) => string,
): Stretch[] {
  const uncoloured = isUncoloured(field);
  const found: Stretch[] = [];
  const step = times.length > 1 ? times[times.length - 1] - times[times.length - 2] : 0;
  for (let i = 0; i < times.length; i++) {
    const value = valueAt(field, i);
    const to = i + 1 < times.length ? times[i + 1] : Math.max(times[i], Math.min(end, times[i] + step));
    if (value === null || value === undefined) continue;
    const said = field.display(value);
    const shown = uncoloured ? { ...said, color: stateColor(textOf(said)) } : said;
    const last = found[found.length - 1];
    if (merge && last && last.to === times[i] && alike(last.shown, shown))
      found[found.length - 1] = { ...last, to };
    else found.push({ from: times[i], to, value, row: i, shown });
  }
  return found;
}

/** No colour mode but the usual one, no threshold that it could go by, and no mapping with a colour. */
function isUncoloured({ config }: Field): boolean {
  const mode = config.color?.mode ?? 'thresholds';
  return mode === 'thresholds' && !config.thresholds?.steps.length && !config.mappings?.some(colours);
}

function colours(mapping: ValueMapping): boolean {
  const results = mapping.type === 'value' ? Object.values(mapping.options) : [mapping.options.result];
  return results.some(({ color }) => color !== undefined);
}

/** The stretches of all rows in which a time lies. */
export function statesAt(rows: readonly StateRow[], time: number): { row: StateRow; stretch: Stretch }[] {
  return rows.flatMap(row => {
    const stretch = row.stretches.find(({ from, to }) => from <= time && time < to);
    return stretch ? [{ row, stretch }] : [];
  });
}

function alike(a: DisplayValue, b: DisplayValue): boolean {
  return a.text === b.text && a.color === b.color;
}

/** States with their colours for the legend, each once, in the order in which they are met. */
export function statesIn(rows: readonly StateRow[]): { label: string; color: string }[] {
  const met = new Map<string, string>();
  for (const row of rows)
    for (const { shown } of row.stretches) {
      if (met.size >= 30) break;
      met.set(textOf(shown), shown.color ?? '');
    }
  return [...met].map(([label, color]) => ({ label, color }));
}

export interface StateCustom {
  readonly fillOpacity?: number;
  readonly lineWidth?: number;
  readonly hideFrom?: { readonly viz?: boolean };
}

export function custom(field: Field): StateCustom {
  return (field.config.custom ?? {}) as StateCustom;
}
