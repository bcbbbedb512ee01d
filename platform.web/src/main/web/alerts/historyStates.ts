import type { WireFrame } from '../frames/wire.ts';
import type { AlertEvent, EventKind } from './types.ts';

/** What an alert is in a stretch of time; `resolved` from its end until it fires again. */
export const TIMELINE_STATES = ['firing', 'acknowledged', 'silenced', 'inhibited', 'resolved'] as const;
export type TimelineState = (typeof TIMELINE_STATES)[number];

const AFTER: Readonly<Partial<Record<EventKind, TimelineState>>> = {
  fired: 'firing',
  resolved: 'resolved',
  inhibited: 'inhibited',
  silenced: 'silenced',
  released: 'firing',
  acknowledged: 'acknowledged',
};
/** The kinds of events that change the state of an alert. */
export const STATE_KINDS = Object.keys(AFTER) as EventKind[];

/**
 * Frames for the state timeline: one line for each alert, from what is known of it until `to`.
 *
 * @param events newest first, as `alerting/history` gives them
 * @param nameOf what its line is called
 * @param to milliseconds
 */
export function stateFrames(
  events: readonly AlertEvent[],
  nameOf: (labels: AlertEvent['labels']) => string,
  to: number,
): WireFrame[] {
  const lines = new Map<string, { name: string; times: number[]; states: TimelineState[] }>();
  for (const event of events.toReversed()) {
    const state = AFTER[event.kind];
    const alone = event.fingerprints.length === 1;
    for (const fingerprint of state ? event.fingerprints : []) {
      const line = lines.get(fingerprint) ?? { name: fingerprint, times: [], states: [] };
      lines.set(fingerprint, line);
      // Of several alerts the event has only the labels that they share.
      if (alone) line.name = nameOf(event.labels);
      line.times.push(Date.parse(event.at));
      if (state) line.states.push(state);
    }
  }
  return [...lines.values()]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name, times, states }) => ({
      refId: 'A',
      kind: 'timeseries',
      rows: times.length + 1,
      fields: [
        { name: 'Time', type: 'time', values: [...times, Math.max(to, times[times.length - 1])] },
        {
          name: 'State',
          type: 'string',
          config: { displayNameFromDS: name },
          values: [...states, states[states.length - 1]],
        },
      ],
    }));
}
