import type { DataFrame, Field } from '@gnomon/plugin-api';

export interface CellStyle {
  readonly width?: number;
  readonly minWidth?: number;
  readonly align?: 'auto' | 'left' | 'center' | 'right';
  readonly hidden?: boolean;
  readonly displayMode?: string;
  readonly cellOptions?: { readonly type?: string; readonly mode?: string };
}
export interface Sort {
  readonly displayName: string;
  readonly desc: boolean;
}

export function styleOf(field: Field): CellStyle {
  return (field.config.custom ?? {}) as CellStyle;
}

export function columnsOf(frame: DataFrame | undefined): Field[] {
  return (frame?.fields ?? []).filter(field => styleOf(field).hidden !== true);
}

/** What a cell looks like; older dashboards call it displayMode. */
export function cellType(field: Field): string {
  const { cellOptions, displayMode } = styleOf(field);
  const type = cellOptions?.type ?? displayMode ?? 'auto';
  return /gauge|lcd|basic/.test(type) ? 'gauge' : type;
}

/** Row numbers in the order of the sorted column; rows without a value come last. */
export function sortedRows(frame: DataFrame, sort: Sort | undefined): number[] {
  const rows = Array.from({ length: frame.length }, (_, row) => row);
  const field = frame.fields.find(f => f.displayName === sort?.displayName);
  if (!field || !sort) return rows;
  const missing = (row: number) => {
    const value = field.values[row];
    return field.nulls?.[row] === 1 || value === null || value === undefined || Number.isNaN(value);
  };
  return rows.sort((a, b) => {
    if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
    const order = compare(field.values[a], field.values[b]);
    return sort.desc ? -order : order;
  });
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** CSS grid columns: fixed where the width is given, the rest shares what is left. */
export function gridColumns(columns: readonly Field[]): string {
  return columns
    .map(field => {
      const { width, minWidth } = styleOf(field);
      return width ? `minmax(${Math.min(width, 60)}px, ${width}px)` : `minmax(${minWidth ?? 60}px, 1fr)`;
    })
    .join(' ');
}
