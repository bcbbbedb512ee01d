import type { DataFrame, PanelHost } from '@gnomon/plugin-api';
import { html } from './drawn.ts';
import { valueAt } from './values.ts';
import { clockText, dayText, wall } from './wall.ts';

/** A row of a table of the server: texts and numbers by the names of its fields; nothing where there is no value. */
export type Row = Readonly<Record<string, string | number>>;

/** The rows of all frames. */
export function rowsOf(frames: readonly DataFrame[]): Row[] {
  return frames.flatMap(frame =>
    Array.from({ length: frame.length }, (_, row) => {
      const values: Record<string, string | number> = {};
      for (const field of frame.fields) {
        const value = valueAt(field, row);
        if (typeof value === 'string' || typeof value === 'number') values[field.name] = value;
      }
      return values;
    }),
  );
}

/** The text of a row's field, empty when it has none. */
export function textIn(row: Row, name: string): string {
  return String(row[name] ?? '');
}

/** The tags of a row: `a,b`. */
export function tagsIn(row: Row): string[] {
  return textIn(row, 'tags')
    .split(',')
    .filter(tag => tag !== '');
}

/** The number of a row's field, NaN when it has none. */
export function numberIn(row: Row, name: string): number {
  const value = row[name];
  return typeof value === 'number' ? value : Number.NaN;
}

/** "2026-01-15 12:00:00" of epoch milliseconds, as clocks of the zone show it. */
export function clock(time: number, zone: string): string {
  const at = wall(time, zone);
  return `${dayText(at)} ${clockText(at)}`;
}

/** "3 min": how long ago in its largest unit. */
export function age(from: number, to: number, { t }: Pick<PanelHost, 't'>): string {
  const seconds = Math.max(0, Math.floor((to - from) / 1000));
  const n = (size: number) => ({ n: Math.floor(seconds / size) });
  if (seconds >= 86_400) return t('{n} d', n(86_400));
  if (seconds >= 3600) return t('{n} h', n(3600));
  return seconds >= 60 ? t('{n} min', n(60)) : t('{n} s', n(1));
}

/** A list that scrolls; `empty` is shown when there is nothing in it. */
export function list(label: string, entries: readonly HTMLElement[], empty: string): HTMLElement {
  if (entries.length === 0) return html('p', 'empty', empty);
  const box = html('ul', 'entries', ...entries);
  box.setAttribute('aria-label', label);
  box.tabIndex = 0;
  return box;
}
