import type { Labels } from '@gnomon/plugin-api';
import type { WireFrame } from '../frames/wire.ts';

/** `data` of /api/v1/query and query_range. */
export type PromData =
  | {
      readonly resultType: 'matrix';
      readonly result: readonly {
        metric: Labels;
        values?: readonly Sample[];
        histograms?: readonly HistogramSample[];
      }[];
    }
  | {
      readonly resultType: 'vector';
      readonly result: readonly { metric: Labels; value?: Sample; histogram?: HistogramSample }[];
    }
  | { readonly resultType: 'scalar' | 'string'; readonly result: Sample };
export type Sample = readonly [seconds: number, value: string];
export type HistogramSample = readonly [seconds: number, histogram: Histogram];
/** A native histogram; numbers are texts, and the first of a bucket says which of its ends belong to it. */
export interface Histogram {
  readonly count: string;
  readonly sum: string;
  readonly buckets?: readonly (readonly [ends: 0 | 1 | 2 | 3, low: string, high: string, count: string])[];
}

/** More lines than this no chart can tell apart, and drawing them would freeze the page. */
export const MAX_SERIES = 250;

/** Prometheus's text of a number: also "+Inf", "-Inf" and "NaN". */
export function parseValue(text: string): number {
  if (text === '+Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  return Number(text);
}

/** `name{label="value"}` as it can be pasted into a query. */
export function seriesText(metric: Labels): string {
  const labels = Object.entries(metric)
    .filter(([name]) => name !== '__name__')
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${metric.__name__ ?? ''}${labels.length || !metric.__name__ ? `{${labels.join(', ')}}` : ''}`;
}

/** Frames for the time series panel, with the gaps where a step has no sample. */
export function toFrames(data: PromData, stepSeconds: number): WireFrame[] {
  if (data.resultType !== 'matrix') return [];
  return data.result.slice(0, MAX_SERIES).map(({ metric, values = [] }) => {
    const times: number[] = [];
    const numbers: (number | null)[] = [];
    values.forEach(([seconds, value], i) => {
      const before = values[i - 1]?.[0];
      if (before !== undefined && seconds - before > stepSeconds * 1.5) {
        times.push((before + stepSeconds) * 1000);
        numbers.push(null);
      }
      times.push(seconds * 1000);
      numbers.push(parseValue(value));
    });
    return {
      refId: 'A',
      kind: 'timeseries',
      rows: times.length,
      fields: [
        { name: 'Time', type: 'time', values: times },
        {
          name: 'Value',
          type: 'number',
          labels: metric,
          config: { displayNameFromDS: seriesText(metric) },
          values: numbers,
        },
      ],
    };
  });
}

/** Seconds between the points of a graph: one for about three pixels, never below a second. */
export function stepFor(rangeMs: number, widthPixels: number): number {
  const exact = rangeMs / 1000 / Math.max(100, widthPixels / 3);
  const nice = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400];
  return nice.find(step => step >= exact) ?? Math.ceil(exact / 86400) * 86400;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the server says the mistake is: "1:4: parse error: ...". */
export function errorPosition(message: string): Position | undefined {
  const match = /(?:^|[\s:])(\d+):(\d+): /.exec(message);
  return match ? { line: Number(match[1]), column: Number(match[2]) } : undefined;
}
