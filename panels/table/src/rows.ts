import { textOf } from '@gnomon/panel-kit/drawn.ts';
import { clock } from '@gnomon/panel-kit/list.ts';
import { valueAt } from '@gnomon/panel-kit/values.ts';
import type { DataFrame, DisplayValue, Field } from '@gnomon/plugin-api';
import { trendOf } from './trend.ts';

export interface CellStyle {
  readonly width?: number;
  readonly minWidth?: number;
  readonly align?: 'auto' | 'left' | 'center' | 'right';
  readonly hidden?: boolean;
  readonly filterable?: boolean;
  readonly displayMode?: string;
  readonly cellOptions?: {
    readonly type?: string;
    readonly mode?: string;
    readonly applyToRow?: boolean;
    readonly valueDisplayMode?: 'color' | 'text' | 'hidden';
  };
  readonly footer?: { readonly reducers?: readonly string[] };
}
export interface Sort {
  readonly displayName: string;
  readonly desc: boolean;
}
/** Texts of a column that are shown; columns by their names. */
export type Filters = ReadonlyMap<string, ReadonlySet<string>>;

const LEAST_WIDTH = 90;
/** A bar or a line with its value needs more. */
const LEAST_DRAWN_WIDTH = 130;
/** A day and a time of day are to be read. */
const LEAST_TIME_WIDTH = 150;

export function styleOf(field: Field): CellStyle {
  return (field.config.custom ?? {}) as CellStyle;
}

export function columnsOf(frame: DataFrame | undefined): Field[] {
  return (frame?.fields ?? []).filter(field => styleOf(field).hidden !== true);
}

/** What a cell looks like; older dashboards call it displayMode. A series is a line unless something else is said. */
export function cellType(field: Field): string {
  const { cellOptions, displayMode } = styleOf(field);
  const type = cellOptions?.type ?? displayMode ?? 'auto';
  if (type === 'auto' && holdsTrends(field)) return 'sparkline';
  return /gauge|lcd|basic/.test(type) ? 'gauge' : type;
}

/** Whether the first cell that is not empty is a series. */
function holdsTrends({ type, values }: Field): boolean {
  if (type !== 'json') return false;
  for (let row = 0; row < values.length; row++)
    if (values[row] !== null) return trendOf(values[row]).length > 0;
  return false;
}

/**
 * What stands in a cell; times are those of the zone.
 *
 * @param shown the value as the field displays it, where the caller has it already
 */
export function cellText(field: Field, row: number, zone: string, shown?: DisplayValue): string {
  const value = valueAt(field, row);
  // A unit of the other columns means nothing for times.
  const dated = /^(dateTime|time:)/.test(field.config.unit ?? '');
  if (field.type === 'time' && !dated && value !== null) return clock(Number(value), zone);
  return textOf(shown ?? field.display(value));
}

/** Row numbers of the rows that pass every filter, in the order of the sorted columns; rows without a value come last. */
export function shownRows(
  frame: DataFrame,
  sorts: readonly Sort[],
  filters: Filters,
  zone: string,
): number[] {
  const rows: number[] = [];
  const passing = [...filters].flatMap(([name, texts]) => {
    const field = frame.fields.find(f => f.displayName === name);
    return field ? [{ field, texts }] : [];
  });
  for (let row = 0; row < frame.length; row++)
    if (passing.every(({ field, texts }) => texts.has(cellText(field, row, zone)))) rows.push(row);
  const orders = sorts.flatMap(({ displayName, desc }) => {
    const field = frame.fields.find(f => f.displayName === displayName);
    return field ? [orderOf(field, desc)] : [];
  });
  if (orders.length === 0) return rows;
  return rows.sort((a, b) => {
    for (const order of orders) {
      const found = order(a, b);
      if (found !== 0) return found;
    }
    return a - b;
  });
}

// One collator for all comparisons: localeCompare would make one for each.
const COLLATOR = new Intl.Collator('en', { numeric: true });

function orderOf(field: Field, desc: boolean): (a: number, b: number) => number {
  const missing = (row: number) => {
    const value = valueAt(field, row);
    return value === null || value === undefined || Number.isNaN(value);
  };
  const compare = (a: unknown, b: unknown) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : COLLATOR.compare(String(a), String(b));
  return (a, b) => {
    if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
    const order = compare(field.values[a], field.values[b]);
    return desc ? -order : order;
  };
}

/**
 * The order after a click on a heading: this column alone, and with Shift besides those before it. Each click goes on to the
 * other direction, then to none; numbers begin with the largest.
 */
export function nextSorts(sorts: readonly Sort[], field: Field, besides: boolean): Sort[] {
  const first = field.type === 'number';
  const now = sorts.find(sort => sort.displayName === field.displayName);
  const others = besides ? sorts.filter(sort => sort !== now) : [];
  if (now && now.desc !== first) return others;
  return [...others, { displayName: field.displayName, desc: now ? !first : first }];
}

/** Every text of a column with the number of rows that have it, the most frequent first. */
export function textsIn(frame: DataFrame, field: Field, zone: string): [text: string, rows: number][] {
  const counts = new Map<string, number>();
  for (let row = 0; row < frame.length; row++) {
    const text = cellText(field, row, zone);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || COLLATOR.compare(a, b));
}

/** Pixels of each column: fixed where the width is given, the rest shares what is left, each with its least width. */
export function widthsOf(columns: readonly Field[], room: number): number[] {
  const styles = columns.map(styleOf);
  const fixed = styles.reduce((sum, { width }) => sum + (width ?? 0), 0);
  const free = styles.filter(({ width }) => !width).length;
  const share = Math.floor((room - fixed) / Math.max(1, free));
  return columns.map((field, column) => {
    const { width, minWidth = LEAST_WIDTH } = styles[column];
    const drawn = ['gauge', 'sparkline'].includes(cellType(field));
    const least = drawn ? LEAST_DRAWN_WIDTH : field.type === 'time' ? LEAST_TIME_WIDTH : 0;
    return width || Math.max(minWidth, least, share);
  });
}
