import { useQuery } from '@tanstack/react-query';
import { prometheus } from '../api/client.ts';

/** A part of Prometheus's API that tells how the server is. */
export function useStatus<T>(path: string, parameters: Readonly<Record<string, string>> = {}) {
  return useQuery({
    queryKey: ['status', path, parameters],
    queryFn: async ({ signal }) => (await prometheus<T>(path, { ...parameters }, signal)).data,
  });
}

export interface Count {
  readonly name: string;
  readonly value: number;
}
export interface Cardinality {
  readonly headStats: {
    readonly numSeries: number;
    readonly numLabelPairs: number;
    readonly chunkCount: number;
    readonly minTime: number;
    readonly maxTime: number;
  };
  readonly seriesCountByMetricName: readonly Count[];
  readonly labelValueCountByLabelName: readonly Count[];
  readonly memoryInBytesByLabelName: readonly Count[];
  readonly seriesCountByLabelValuePair: readonly Count[];
  readonly gnomon?: {
    readonly seriesCreatedLastHour: number;
    readonly seriesCreatedLastHourByJob: readonly Count[];
    readonly seriesCreatedLastHourByMetricName: readonly Count[];
    readonly seriesLimits: readonly (Count & { readonly refused: number })[];
    readonly problems: readonly string[];
  };
}
