import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { prometheus } from '../api/client.ts';
import { usePanelTypes } from '../api/queries.ts';
import type { FieldConfigSource } from '../frames/overrides.ts';
import { SharedCursor } from '../panels/host.ts';
import { PanelView } from '../panels/PanelView.tsx';
import { t } from '../texts/t.ts';
import { parseDuration, type RawRange, resolveRange } from '../time/range.ts';
import { Notices } from './Notices.tsx';
import { MAX_SERIES, type PromData, stepFor, toFrames } from './results.ts';

interface GraphResultProps {
  readonly expression: string;
  readonly range: RawRange;
  readonly refresh: string;
  readonly run: number;
  readonly onTimeRange: (from: string, to: string) => void;
  readonly title?: string;
  readonly fieldConfig?: FieldConfigSource;
  readonly className?: string;
  /** Takes the value to which a threshold was moved; absent: thresholds stay. */
  readonly onThreshold?: ((value: number) => void) | undefined;
}

const OPTIONS = {
  legend: {
    showLegend: true,
    displayMode: 'table',
    placement: 'bottom',
    calcs: ['lastNotNull', 'min', 'max', 'mean'],
  },
  tooltip: { mode: 'multi', sort: 'desc' },
};
export const GRAPH_FIELDS = {
  defaults: {
    unit: 'short',
    color: { mode: 'palette-classic' },
    custom: { fillOpacity: 8, showPoints: 'auto' },
  },
};

export function GraphResult({
  expression,
  range,
  refresh,
  run,
  onTimeRange,
  title = '',
  fieldConfig = GRAPH_FIELDS,
  className = 'query-graph',
  onThreshold,
}: GraphResultProps) {
  const [width, setWidth] = useState(() => Math.max(320, window.innerWidth - 220));
  const types = usePanelTypes();
  const cursor = useMemo(() => new SharedCursor(), []);
  const query = useQuery({
    queryKey: ['query_range', expression, range.from, range.to, Math.round(width / 300), run],
    queryFn: async ({ signal }) => {
      const resolved = resolveRange(range);
      const step = stepFor(resolved.to - resolved.from, width);
      const end = Math.floor(resolved.to / 1000 / step) * step;
      const start = Math.ceil(resolved.from / 1000 / step) * step;
      const parameters = { query: expression, start: String(start), end: String(end), step: String(step) };
      const answer = await prometheus<PromData>('query_range', parameters, signal);
      const shown = { panelId: 0, frames: toFrames(answer.data, step), errors: [], intervalMs: step * 1000 };
      return { ...answer, shown, range: resolved };
    },
    placeholderData: keepPreviousData,
    refetchInterval: parseDuration(refresh) ?? false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const fallback = useMemo(() => resolveRange(range), [range]);
  const found = query.data?.data.resultType === 'matrix' ? query.data.data.result.length : 0;
  const many = found > MAX_SERIES ? [t('query.tooMany', { found, shown: MAX_SERIES })] : [];
  const failed = query.isError;
  return (
    <>
      <Notices
        expression={expression}
        {...(failed && { error: query.error })}
        warnings={[...many, ...(query.data?.warnings ?? [])]}
        infos={query.data?.infos ?? []}
      />
      {(query.data || !failed) && (
        <div className={`${className}${failed ? ' failed' : ''}`}>
          <PanelView
            typeId="timeseries"
            title={title}
            known={types !== undefined}
            type={types?.get('timeseries')}
            options={OPTIONS}
            fieldConfig={fieldConfig}
            answer={query.data?.shown}
            range={query.data?.range ?? fallback}
            expectsData
            loading={query.isFetching}
            cursor={cursor}
            onTimeRange={onTimeRange}
            onWidth={setWidth}
            {...(onThreshold && { onThreshold: (_, __, value) => onThreshold(value) })}
          />
        </div>
      )}
    </>
  );
}
