import type { DataFrame, DisplayValue, Field, HostUi, LinkScope, PanelHost } from '@gnomon/plugin-api';
import { textOf } from './drawn.ts';

export interface ReduceOptions {
  readonly values?: boolean;
  readonly calcs?: readonly string[];
  readonly fields?: string;
  readonly limit?: number;
}

/** Names a field for the host, which knows it by its query, its name and its labels. */
export function fieldKey({ refId }: DataFrame, { name, labels }: Field): string {
  return `${refId ?? ''}/${name}/${JSON.stringify(labels ?? {})}`;
}

/** One value to show. */
export interface Tile {
  readonly field: Field;
  readonly name: string;
  readonly value: DisplayValue;
  /** The value as it was found or calculated. */
  readonly raw: unknown;
  /** Its row, when it is not calculated. */
  readonly row?: number;
  /** Change from the first to the last sample as a share of the first. */
  readonly change: number;
}

/** What the links of a tile are about. */
export function scopeOf({ field, raw, row }: Tile): LinkScope {
  return { field, value: raw, ...(row !== undefined && { row }) };
}

/** A tile for each number field, or for each row when `values` is set. */
export function tilesOf(
  frames: readonly DataFrame[],
  options: ReduceOptions,
  ui: Pick<HostUi, 'reduce'>,
): Tile[] {
  const tiles: Tile[] = [];
  for (const frame of frames) {
    for (const field of frame.fields) {
      if (!wanted(field, options.fields ?? '')) continue;
      if (options.values) tiles.push(...rows(frame, field));
      else tiles.push(tile(field, ui, options.calcs?.[0] ?? 'lastNotNull'));
    }
  }
  return options.limit ? tiles.slice(0, options.limit) : tiles;
}

/** So many values are read out. */
const READ = 30;

/** Tiles for a screen reader, after what kind of panel shows them; of very many the first. */
export function tilesInWords(kind: string, tiles: readonly Tile[], { t }: Pick<PanelHost, 't'>): string {
  const read = tiles.slice(0, READ).map(({ name, value }) => `${name} ${textOf(value)}`);
  const values = (tiles.length > READ ? [...read, '…'] : read).join(', ');
  return t('{kind}, {count} {count|value|values}. {values}', { kind: t(kind), count: tiles.length, values });
}

function wanted(field: Field, pattern: string): boolean {
  if (pattern === '') return field.type === 'number';
  const slashed = /^\/(.*)\/$/.exec(pattern);
  return slashed ? new RegExp(slashed[1]).test(field.displayName) : field.displayName === pattern;
}

function tile(field: Field, ui: Pick<HostUi, 'reduce'>, calc: string): Tile {
  const reduced = field.type === 'number' ? ui.reduce(field, calc) : field.values[field.values.length - 1];
  const raw = typeof reduced === 'number' && Number.isNaN(reduced) ? null : reduced;
  const value = field.display(raw);
  const change = field.type === 'number' ? ui.reduce(field, 'diffperc') : Number.NaN;
  return { field, name: field.displayName, value, raw, change };
}

function rows(frame: DataFrame, field: Field): Tile[] {
  const label = frame.fields.find(f => f.type === 'string');
  return Array.from({ length: frame.length }, (_, row) => ({
    field,
    name: label ? String(label.values[row]) : field.displayName,
    value: field.display(valueAt(field, row)),
    raw: valueAt(field, row),
    row,
    change: Number.NaN,
  }));
}

/** The value of a row, null where there is none. */
export function valueAt(field: Field, row: number): unknown {
  return field.nulls?.[row] ? null : field.values[row];
}

/** The number of a row, NaN where there is none. */
export function numberAt(field: Field, row: number): number {
  const value = valueAt(field, row);
  return typeof value === 'number' ? value : Number.NaN;
}
