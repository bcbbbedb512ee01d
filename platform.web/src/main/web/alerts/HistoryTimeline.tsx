import type { Labels, TimeRange, ValueMapping } from '@gnomon/plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { usePanelTypes } from '../api/queries.ts';
import { SharedCursor } from '../panels/host.ts';
import { PanelView } from '../panels/PanelView.tsx';
import { seriesText } from '../query/results.ts';
import { Failure, Loading } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { type RawRange, resolveRange } from '../time/range.ts';
import { readHistory } from './api.ts';
import { STATE_KINDS, stateFrames, TIMELINE_STATES, type TimelineState } from './historyStates.ts';

const REFRESH_MS = 15_000;
/** As many events as the server gives at once; what is older stands in the table. */
const EVENTS = '1000';
const ROW_PX = 34;
const AROUND_PX = 110;
const ROWS = 12;

const OPTIONS = { mergeValues: true, showValue: 'auto', perPage: ROWS, legend: { showLegend: true } };
const COLORS: Readonly<Record<TimelineState, string>> = {
  firing: 'red',
  acknowledged: 'blue',
  silenced: 'purple',
  inhibited: 'orange',
  resolved: 'green',
};

/** The states of alerts over time, one line for each. */
export function HistoryTimeline({
  parameters,
  nameOf = seriesText,
}: {
  /** As `alerting/history` takes them. */
  parameters: Readonly<Record<string, string>>;
  /** What the line of an alert is called. */
  nameOf?: (labels: Labels) => string;
}) {
  const types = usePanelTypes();
  const cursor = useMemo(() => new SharedCursor(), []);
  const [zoomed, setZoomed] = useState<RawRange>();
  const history = useQuery({
    queryKey: ['alerting', 'history', 'states', parameters],
    queryFn: async ({ signal }) => {
      const asked = new URLSearchParams({ ...parameters, limit: EVENTS });
      for (const kind of STATE_KINDS) asked.append('kind', kind);
      const { events } = await readHistory(asked, signal);
      return { events, now: Date.now() };
    },
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const shown = useMemo(() => {
    const { events, now } = history.data ?? { events: [], now: Date.now() };
    const first = Date.parse(events.at(-1)?.at ?? '') || now - 3_600_000;
    const frames = stateFrames(events, nameOf, now);
    return {
      rows: Math.min(frames.length, ROWS),
      answer: { panelId: 0, frames, errors: [] },
      range: fromTo(first - (now - first) * 0.02, now),
    };
  }, [history.data, nameOf]);
  const fieldConfig = useMemo(() => ({ defaults: { mappings: mappings() } }), []);
  if (history.isPending) return <Loading />;
  if (history.isError) return <Failure title={t('history.notLoaded')} error={history.error} />;
  if (shown.rows === 0) return <p className="hint">{t('history.none')}</p>;
  return (
    <div className="history-timeline" style={{ height: shown.rows * ROW_PX + AROUND_PX }}>
      <PanelView
        typeId="state-timeline"
        title={t('history.states')}
        known={types !== undefined}
        type={types?.get('state-timeline')}
        options={OPTIONS}
        fieldConfig={fieldConfig}
        answer={shown.answer}
        range={zoomed ? resolveRange(zoomed) : shown.range}
        expectsData
        loading={history.isFetching}
        cursor={cursor}
        onTimeRange={(from, to) => setZoomed({ from, to })}
      />
    </div>
  );
}

function fromTo(from: number, to: number): TimeRange {
  return { from, to, raw: { from: String(Math.round(from)), to: String(to) } };
}

function mappings(): ValueMapping[] {
  const options = TIMELINE_STATES.map((state, index) => {
    const text = state === 'resolved' ? t('history.resolved') : t(`alerts.state.${state}`);
    return [state, { color: COLORS[state], index, text }] as const;
  });
  return [{ type: 'value', options: Object.fromEntries(options) }];
}
