import type { DataFrame, Field, LinkScope } from '@gnomon/plugin-api';
import { asText } from '../display/display.ts';

/** What a text or a link is about: a value, and the frame in which it stands. */
export interface Subject extends LinkScope {
  readonly frame?: DataFrame;
}

/** Fills variables, the time range and the value that it is about into a text or an address. */
export interface Filling {
  readonly text: (text: string, subject?: Subject) => string;
  readonly address: (url: string, subject?: Subject) => string;
}

/**
 * What a name in `${...}` stands for: `__value.raw`, `.numeric`, `.text`, `.time`; `__field.name`, `__field.labels.x`;
 * `__series.name`; `__data.fields.NAME`, by place as `__data.fields[1]`, each with `.text` or `.numeric`. Undefined for
 * names of something else, empty where there is no such value.
 */
export function fieldText(name: string, subject: Subject): string | undefined {
  const { field, frame } = subject;
  const parts = /^__(value|field|series|data)\b\.?(.*)$/.exec(name);
  if (!parts) return undefined;
  const [, kind, path] = parts;
  switch (kind) {
    case 'value':
      if (path === 'time') return field ? timeOf(frame, subject.row) : '';
      return field ? valueText(field, subject.value ?? valueIn(field, subject.row), path) : '';
    case 'series':
      return field?.displayName ?? '';
    case 'field': {
      const label = /^labels(?:\.(\w+)|\[["']?(.+?)["']?\])$/.exec(path);
      if (label) return field?.labels?.[label[1] ?? label[2]] ?? '';
      return path === 'name' || path === 'displayName' ? (field?.displayName ?? '') : undefined;
    }
    default:
      return dataText(path, subject);
  }
}

function dataText(path: string, { frame, row }: Subject): string | undefined {
  const found = /^fields(?:\.(\w+)|\[["']?(.+?)["']?\])(?:\.(\w+))?$/.exec(path);
  if (!found) return undefined;
  const [, plain, bracketed, what = 'text'] = found;
  const name = plain ?? bracketed;
  const fields = frame?.fields ?? [];
  const field =
    fields.find(f => f.displayName === name || f.name === name) ??
    (/^\d+$/.test(name) ? fields[Number(name)] : undefined);
  return field ? valueText(field, valueIn(field, row), what) : '';
}

function valueIn(field: Field, row: number | undefined): unknown {
  return row === undefined || field.nulls?.[row] ? null : field.values[row];
}

function valueText(field: Field, value: unknown, what: string): string | undefined {
  switch (what) {
    case 'raw':
    case 'numeric':
    case '':
      return value === null || value === undefined ? '' : String(value);
    case 'text':
      return value === null || value === undefined ? '' : asText(field.display(value));
    default:
      return undefined;
  }
}

function timeOf(frame: DataFrame | undefined, row: number | undefined): string {
  const time = frame?.fields.find(f => f.type === 'time');
  return time && row !== undefined ? String(time.values[row]) : '';
}
