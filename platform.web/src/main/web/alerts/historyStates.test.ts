import { expect, it } from 'vitest';
import { stateFrames } from './historyStates.ts';
import type { AlertEvent, EventKind } from './types.ts';

function event(kind: EventKind, second: number, ...fingerprints: string[]): AlertEvent {
  return {
    id: String(second),
    at: new Date(second * 1000).toISOString(),
    kind,
    labels: fingerprints.length === 1 ? { instance: `of ${fingerprints[0]}` } : {},
    fingerprints,
    detail: '',
  };
}

function states(events: AlertEvent[]) {
  return stateFrames(events.toReversed(), labels => labels.instance ?? '', 100_000).map(({ fields }) => [
    fields[1].config?.displayNameFromDS,
    fields[0].values?.map((time, i) => `${Number(time) / 1000} ${fields[1].values?.[i]}`).join(', '),
  ]);
}

it('goes from state to state until now', () => {
  expect(
    states([
      event('fired', 10, 'a'),
      event('notification', 11, 'a'),
      event('silenced', 20, 'a'),
      event('released', 30, 'a'),
      event('resolved', 40, 'a'),
    ]),
  ).toEqual([['of a', '10 firing, 20 silenced, 30 firing, 40 resolved, 100 resolved']]);
});

it('has a line for each alert, also when an event is about several', () => {
  expect(
    states([event('fired', 10, 'b'), event('fired', 12, 'a'), event('acknowledged', 20, 'a', 'b')]),
  ).toEqual([
    ['of a', '12 firing, 20 acknowledged, 100 acknowledged'],
    ['of b', '10 firing, 20 acknowledged, 100 acknowledged'],
  ]);
});

it('knows an alert by its fingerprint until an event is about it alone', () => {
  expect(states([event('acknowledged', 5, 'a', 'b')])).toEqual([
    ['a', '5 acknowledged, 100 acknowledged'],
    ['b', '5 acknowledged, 100 acknowledged'],
  ]);
});
