import { textOf } from '@gnomon/panel-kit/drawn.ts';
import type { Field, HostUi } from '@gnomon/plugin-api';
import { styleOf } from './rows.ts';

/** What is calculated below the columns; a column may have `footer.reducers` of its own. */
export interface FooterOptions {
  readonly show?: boolean;
  readonly reducer?: readonly string[];
  /** Columns that are calculated; none: all of numbers. */
  readonly fields?: readonly string[] | string;
  /** The number of rows instead. */
  readonly countRows?: boolean;
  /** Older dashboards have it here. */
  readonly enablePagination?: boolean;
}

const COUNTS = ['count', 'changeCount', 'distinctCount'];

/** The lines below each column over the rows that are shown; empty when nothing is to be calculated. */
export function footerOf(
  columns: readonly Field[],
  rows: readonly number[],
  footer: FooterOptions,
  ui: Pick<HostUi, 'reduce' | 'calcName'>,
): string[][] {
  if (footer.show && footer.countRows)
    return columns.map((_, column) => (column === 0 ? [`${rows.length} rows`] : []));
  const lines = columns.map(field => {
    const calcs = calcsOf(field, footer);
    const part = { ...field, ...partOf(field, rows) };
    return calcs.map(calc => {
      const value = ui.reduce(part, calc);
      const text = COUNTS.includes(calc) ? String(value) : textOf(field.display(value));
      return calcs.length > 1 || hasOwn(field) ? `${ui.calcName(calc)} ${text}` : text;
    });
  });
  const [only, ...more] = footer.show ? (footer.reducer ?? []) : [];
  // The first column names the one calculation of all others.
  if (only && more.length === 0 && lines[0]?.length === 0) lines[0] = [ui.calcName(only)];
  return lines.every(line => line.length === 0) ? [] : lines;
}

function calcsOf(field: Field, footer: FooterOptions): readonly string[] {
  const own = styleOf(field).footer?.reducers;
  if (own?.length) return own;
  if (!footer.show || field.type !== 'number') return [];
  const wanted = typeof footer.fields === 'string' ? [footer.fields] : (footer.fields ?? []);
  const named = wanted.filter(name => name !== '');
  const chosen = named.length === 0 || named.includes(field.displayName) || named.includes(field.name);
  return chosen ? (footer.reducer ?? []) : [];
}

function hasOwn(field: Field): boolean {
  return (styleOf(field).footer?.reducers?.length ?? 0) > 0;
}

/** The values of these rows. */
function partOf({ values, nulls }: Field, rows: readonly number[]): Pick<Field, 'values' | 'nulls'> {
  const part = { values: rows.map(row => values[row]) };
  return nulls ? { ...part, nulls: Uint8Array.from(rows, row => nulls[row]) } : part;
}
