import type { FieldConfig, FieldType, Labels, Notice } from '@gnomon/plugin-api';

/** A field as the server sends it; docs/guide/gnomon-api.md. */
export interface WireField {
  readonly name: string;
  readonly type: FieldType;
  readonly labels?: Labels;
  readonly config?: FieldConfig & { readonly displayNameFromDS?: string };
  readonly t0?: number;
  readonly dt?: number;
  readonly n?: number;
  readonly f64?: string;
  readonly missing?: string;
  readonly values?: readonly unknown[];
}
export interface WireFrame {
  readonly refId?: string;
  readonly name?: string;
  readonly kind?: 'timeseries' | 'table' | 'heatmap' | 'logs' | 'graph' | 'exemplars';
  readonly rows: number;
  readonly notices?: readonly Notice[];
  readonly fields: readonly WireField[];
}
export interface WireAnswer {
  readonly panelId: number;
  readonly frames: readonly WireFrame[];
  readonly errors?: readonly { refId?: string; message: string }[];
  readonly intervalMs?: number;
  /** The time range that it shows: that of the request, or the panel's own. */
  readonly from?: number;
  readonly to?: number;
}

/** Columns of one field: numbers as Float64Array, `nulls` 1 where a row has no value. */
export interface Column {
  readonly values: ArrayLike<unknown>;
  readonly nulls?: Uint8Array;
}

export function decodeColumn(field: WireField): Column {
  if (field.t0 !== undefined) return { values: evenTimes(field.t0, field.dt ?? 0, field.n ?? 0) };
  if (field.f64 !== undefined) return decodeDoubles(field.f64, field.missing);
  const values = field.values ?? [];
  if (field.type !== 'number' && field.type !== 'time') return { values };
  const numbers = new Float64Array(values.length);
  let nulls: Uint8Array | undefined;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null) {
      nulls ??= new Uint8Array(values.length);
      nulls[i] = 1;
      numbers[i] = Number.NaN;
    } else numbers[i] = Number(value);
  }
  return nulls ? { values: numbers, nulls } : { values: numbers };
}

function evenTimes(t0: number, dt: number, n: number): Float64Array {
  const times = new Float64Array(n);
  for (let i = 0; i < n; i++) times[i] = t0 + i * dt;
  return times;
}

function decodeDoubles(f64: string, missing: string | undefined): Column {
  const bytes = fromBase64(f64);
  const view = new DataView(bytes.buffer);
  const values = new Float64Array(bytes.length >> 3);
  for (let i = 0; i < values.length; i++) values[i] = view.getFloat64(i * 8, true);
  return missing ? { values, nulls: fromBase64(missing) } : { values };
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
