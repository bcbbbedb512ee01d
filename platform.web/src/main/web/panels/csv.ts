import type { DataFrame, Field } from '@gnomon/plugin-api';

/**
 * What a panel shows as CSV (RFC 4180): numbers and texts as they were found, times in ISO 8601. Time series stand in one
 * table with a column each, joined by their times; other frames are tables below each other, with an empty line between.
 */
export function csvOf(frames: readonly DataFrame[]): string {
  const series = frames.length > 1 && frames.every(frame => frame.fields[0]?.type === 'time');
  const tables = series ? [joined(frames)] : frames.map(rowsOf);
  return tables.map(rows => rows.map(row => `${row.map(quoted).join(',')}\r\n`).join('')).join('\r\n');
}

function rowsOf({ fields, length }: DataFrame): string[][] {
  const head = fields.map(field => field.displayName);
  return [head, ...Array.from({ length }, (_, row) => fields.map(field => cell(field, row)))];
}

/** One row for each time that any of the series has. */
function joined(frames: readonly DataFrame[]): string[][] {
  const columns = frames.flatMap(({ fields: [time, ...values] }) => values.map(field => ({ time, field })));
  const rows = new Map<number, string[]>();
  columns.forEach(({ time, field }, column) => {
    for (let i = 0; i < time.values.length; i++) {
      const at = Number(time.values[i]);
      let row = rows.get(at);
      if (!row) {
        row = Array(columns.length).fill('');
        rows.set(at, row);
      }
      row[column] = cell(field, i);
    }
  });
  const head = [frames[0].fields[0].displayName, ...columns.map(({ field }) => field.displayName)];
  const sorted = [...rows].sort(([a], [b]) => a - b);
  return [head, ...sorted.map(([at, row]) => [new Date(at).toISOString(), ...row])];
}

function cell(field: Field, row: number): string {
  const value = field.values[row];
  if (field.nulls?.[row] || value === null || value === undefined) return '';
  if (field.type === 'time') return new Date(Number(value)).toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A text that begins like a formula is kept from being one in spreadsheets. */
function quoted(text: string): string {
  const safe = /^[=@+-]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
