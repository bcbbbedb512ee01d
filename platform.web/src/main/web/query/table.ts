import type { Labels } from '@gnomon/plugin-api';
import type { WireField, WireFrame } from '../frames/wire.ts';
import { type Histogram, type PromData, parseValue, type Sample } from './results.ts';

/** A number whose every digit is shown. */
const EXACT = { unit: 'string' };

/** One sample of a series, or what an instant query found of it. */
interface Row {
  readonly metric: Labels;
  readonly seconds?: number;
  readonly value?: string;
  readonly histogram?: Histogram;
}

/**
 * What an instant query found, with a column for each label, the metric's name first: a row for each series, or for each
 * sample with its time when the query selects a range. Columns that would be empty are not there.
 */
export function toTable(data: PromData): WireFrame {
  if (data.resultType === 'string') return frameOf(1, [text('Value', [data.result[1]])]);
  const rows = rowsOf(data);
  const fields: WireField[] = [];
  if (rows.some(({ seconds }) => seconds !== undefined))
    fields.push({ name: 'Time', type: 'time', values: rows.map(({ seconds = 0 }) => seconds * 1000) });
  for (const name of labelsIn(rows))
    fields.push(
      text(
        name,
        rows.map(({ metric }) => metric[name] ?? ''),
      ),
    );
  const histograms = rows.some(({ histogram }) => histogram);
  if (histograms)
    fields.push(
      text(
        'Histogram',
        rows.map(({ histogram }) => (histogram ? histogramText(histogram) : '')),
      ),
    );
  if (!histograms || rows.some(({ value }) => value !== undefined))
    fields.push({
      name: 'Value',
      type: 'number',
      config: EXACT,
      values: rows.map(({ value }) => (value === undefined ? null : parseValue(value))),
    });
  return frameOf(rows.length, fields);
}

/** The first rows of a frame, all when there are no more. */
export function firstRows(frame: WireFrame, most: number): WireFrame {
  if (frame.rows <= most) return frame;
  const fields = frame.fields.map(field => ({ ...field, values: field.values?.slice(0, most) ?? [] }));
  return { ...frame, rows: most, fields };
}

/**
 * The rows of a frame with its headings as text, as the server writes them (CsvText): RFC 4180 with a comma, times in
 * ISO 8601 UTC. A label that a spreadsheet would run as a formula gets an apostrophe: labels come from whoever is scraped.
 *
 * @param separator between cells: a comma for a file, a tab for pasting into a sheet
 */
export function separated({ rows, fields }: WireFrame, separator: ',' | '\t'): string {
  const lines = [fields.map(({ name }) => quoted(harmless(name), separator))];
  for (let row = 0; row < rows; row++) lines.push(fields.map(field => quoted(cell(field, row), separator)));
  return lines.map(cells => `${cells.join(separator)}\r\n`).join('');
}

function cell({ type, values = [] }: WireField, row: number): string {
  const value = values[row];
  if (value === null || value === undefined) return '';
  if (type === 'time') return new Date(Number(value)).toISOString();
  return type === 'string' ? harmless(String(value)) : String(value);
}

function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string, separator: string): string {
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}

function rowsOf(data: PromData): Row[] {
  switch (data.resultType) {
    case 'vector':
      return data.result.map(({ metric, value, histogram }) => ({
        metric,
        ...(value && { value: value[1] }),
        ...(histogram && { histogram: histogram[1] }),
      }));
    case 'matrix':
      return data.result.flatMap(({ metric, values = [], histograms = [] }) => [
        ...values.map(([seconds, value]: Sample) => ({ metric, seconds, value })),
        ...histograms.map(([seconds, histogram]) => ({ metric, seconds, histogram })),
      ]);
    default:
      return [{ metric: {}, value: data.result[1] }];
  }
}

/** The names of all labels in the order of the alphabet; that of the metric comes first. */
function labelsIn(rows: readonly Row[]): string[] {
  const names = new Set(rows.flatMap(({ metric }) => Object.keys(metric)));
  const named = names.delete('__name__');
  return [...(named ? ['__name__'] : []), ...[...names].sort()];
}

/** Brackets of a bucket by the number of its kind: which of its ends belong to it. */
const ENDS = ['(]', '[)', '()', '[]'];

/** `{count:4, sum:10, (0.5,1]:4}`. */
function histogramText({ count, sum, buckets = [] }: Histogram): string {
  const shown = buckets.map(
    ([ends, low, high, of]) => `${ENDS[ends][0]}${low},${high}${ENDS[ends][1]}:${of}`,
  );
  return `{${[`count:${count}`, `sum:${sum}`, ...shown].join(', ')}}`;
}

function text(name: string, values: readonly string[]): WireField {
  return { name, type: 'string', values };
}

function frameOf(rows: number, fields: readonly WireField[]): WireFrame {
  return { refId: 'A', kind: 'table', rows, fields };
}
