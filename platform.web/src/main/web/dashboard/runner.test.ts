// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Answered, DashboardRunner, type RunState } from './runner.ts';

interface Query {
  readonly panels: readonly { readonly id: number; readonly width: number }[];
  readonly from: number;
  readonly to: number;
}

let queries: Query[];
let finish: ((failure?: string) => void)[];
let sent: ((line: unknown) => void)[];
let runner: DashboardRunner;
let states: RunState[];

const stream = (query: object, signal: AbortSignal, line: (value: unknown) => void) =>
  new Promise<void>((resolve, reject) => {
    const { panels } = query as Query;
    queries.push(query as Query);
    sent.push(line);
    signal.addEventListener('abort', () => reject(new Error('aborted')));
    finish.push(failure => {
      if (failure) return reject(new Error(failure));
      for (const { id } of panels) line({ panelId: id, frames: [] });
      resolve();
    });
  });

beforeEach(() => {
  vi.useFakeTimers();
  queries = [];
  finish = [];
  sent = [];
  states = [];
  runner = new DashboardRunner(
    { uid: 'home' },
    {},
    { from: 'now-5m', to: 'now' },
    '2s',
    s => states.push(s),
    stream,
  );
});
afterEach(() => {
  runner.stop();
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a copy of a panel is asked for under a number of its own with its own values', async () => {
  const answers: Answered[] = [];
  runner.show(7, 300, a => answers.push(a), { id: 3, variables: { host: 'a' } });
  await pass(30);
  expect(queries[0].panels).toEqual([{ id: 3, as: 7, width: 300, variables: { host: 'a' } }]);
});

test('all panels that came into view are asked for in one call', async () => {
  const answers: Answered[] = [];
  runner.show(1, 290.4, a => answers.push(a));
  runner.show(2, 600, a => answers.push(a));
  await pass(30);
  expect(queries).toHaveLength(1);
  expect(queries[0].panels).toEqual([
    { id: 1, width: 300 },
    { id: 2, width: 600 },
  ]);
  finish[0]();
  await pass(0);
  expect(answers.map(a => a.answer.panelId)).toEqual([1, 2]);
  expect(states.at(-1)).toEqual({ loading: false, begun: true });
});

test('it has begun with the first answers, and stays so', async () => {
  runner.show(1, 300, () => {});
  await pass(1000);
  expect(states).toEqual([{ loading: true, begun: false }]);
  finish[0]();
  await pass(2010);
  expect(states.at(-1)).toEqual({ loading: true, begun: true });
});

test('where nothing in view asks, it has begun soon', async () => {
  await pass(490);
  expect(states).toEqual([]);
  await pass(20);
  expect(states).toEqual([{ loading: false, begun: true }]);
  expect(queries).toEqual([]);
});

test('the next call starts an interval after the last and never beside it', async () => {
  runner.show(1, 300, () => {});
  await pass(30);
  await pass(10_000);
  expect(queries).toHaveLength(1);
  finish[0]();
  await pass(110);
  expect(queries).toHaveLength(2);
  finish[1]();
  await pass(1800);
  expect(queries).toHaveLength(2);
  await pass(300);
  expect(queries).toHaveLength(3);
});

test('nothing is asked while the tab is hidden', async () => {
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  runner.show(1, 300, () => {});
  await pass(10_000);
  expect(queries).toHaveLength(0);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  await pass(10);
  expect(queries).toHaveLength(1);
  hidden.mockRestore();
});

test('a new range breaks off the running call and asks at once', async () => {
  runner.show(1, 300, () => {});
  await pass(30);
  runner.setRange({ from: '1700000000000', to: '1700000100000' });
  await pass(10);
  expect(queries).toHaveLength(2);
  expect(queries[1]).toMatchObject({ from: 1_700_000_000_000, to: 1_700_000_100_000 });
});

test('a failure is told and the next try follows', async () => {
  runner.show(1, 300, () => {});
  await pass(30);
  finish[0]('unreachable');
  await pass(0);
  expect(states.at(-1)).toEqual({ loading: false, begun: true, error: 'unreachable' });
  await pass(2100);
  expect(queries).toHaveLength(2);
});

test('a panel that came while a call ran is asked for right after it', async () => {
  runner.show(1, 300, () => {});
  await pass(30);
  runner.show(2, 300, () => {});
  finish[0]();
  await pass(10);
  expect(queries[1].panels.map(p => p.id)).toEqual([1, 2]);
});

test('panels that went out of view are not asked for', async () => {
  const leave = runner.show(1, 300, () => {});
  runner.show(2, 300, () => {});
  leave();
  await pass(30);
  expect(queries[0].panels.map(p => p.id)).toEqual([2]);
});

test('annotations are asked for beside the panels and told once', async () => {
  const told: unknown[] = [];
  runner.setAnnotations(['Deploys'], answer => told.push(answer));
  runner.show(1, 300, () => {});
  await pass(30);
  expect(queries[0]).toMatchObject({ annotations: ['Deploys'] });
  sent[0]({ annotations: [], errors: [] });
  finish[0]();
  await pass(0);
  expect(told).toEqual([{ annotations: [], errors: [] }]);
  runner.setAnnotations([], () => {});
  await pass(30);
  expect(queries).toHaveLength(2);
  expect(queries[1]).not.toHaveProperty('annotations');
});

test('answers of others serve for as long as the refresh, and not when new ones are wanted', async () => {
  runner.show(1, 300, () => {});
  await pass(30);
  expect(queries[0]).toMatchObject({ maxAgeMs: 1800 });
  finish[0]();
  runner.refresh();
  await pass(30);
  expect(queries[1]).toMatchObject({ maxAgeMs: 0 });
  finish[1]();
  runner.setRefresh('');
  await pass(30);
  expect(queries[2]).toMatchObject({ maxAgeMs: 10_000 });
});
