// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyEvent, followEvents } from './events.ts';

class FakeSource {
  static readonly CLOSED = 2;
  static open: FakeSource[] = [];
  onopen: (() => void) | undefined;
  onerror: (() => void) | undefined;
  readyState = 1;
  readonly listeners = new Map<string, (event: { data: string }) => void>();
  closed = false;
  readonly address: string;

  constructor(address: string) {
    this.address = address;
    FakeSource.open.push(this);
  }
  addEventListener(type: string, listener: (event: { data: string }) => void): void {
    this.listeners.set(type, listener);
  }
  close(): void {
    this.closed = true;
  }
}

beforeEach(() => {
  FakeSource.open = [];
  vi.stubGlobal('EventSource', FakeSource);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('without shared workers the page reads its own stream and closes it', () => {
  const seen: unknown[] = [];
  const leave = followEvents(event => seen.push(event));
  const [source] = FakeSource.open;
  expect(source.address).toMatch(/\/api\/gnomon\/v1\/events$/);
  source.onopen?.();
  source.listeners.get('plugin.stopped')?.({ data: '{"id":"x"}' });
  source.onopen?.();
  expect(seen).toEqual([{ type: 'connected' }, { type: 'plugin.stopped', id: 'x' }, { type: 'reconnected' }]);
  leave();
  expect(source.closed).toBe(true);
});

test('a stream that the server refuses is tried again, a broken one comes back by itself', () => {
  const leave = followEvents(() => {});
  FakeSource.open[0].onerror?.();
  vi.runAllTimers();
  expect(FakeSource.open).toHaveLength(1);
  FakeSource.open[0].readyState = FakeSource.CLOSED;
  FakeSource.open[0].onerror?.();
  vi.runAllTimers();
  expect(FakeSource.open).toHaveLength(2);
  leave();
});

test('tabs share one stream, and one that comes later is told that it is connected', async () => {
  const { MessageChannel } = globalThis;
  const scope = globalThis as unknown as { onconnect?: (event: { ports: MessagePort[] }) => void };
  vi.useRealTimers();
  await import('./eventsWorker.ts');
  const seen: [number, string][] = [];
  const tabs = [0, 1].map(number => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => seen.push([number, data.type]);
    scope.onconnect?.({ ports: [port2] });
    return port1;
  });
  for (const tab of tabs) tab.postMessage({ address: 'http://server/events' });
  await vi.waitFor(() => expect(seen).toEqual([[1, 'connected']]));
  expect(FakeSource.open.map(source => source.address)).toEqual(['http://server/events']);
  tabs[0].postMessage('bye');
  tabs[1].postMessage({ address: 'http://server/events' });
  await vi.waitFor(() => expect(seen).toHaveLength(2));
  FakeSource.open[0].listeners.get('dashboard.changed')?.({ data: '{"uid":"x"}' });
  await vi.waitFor(() =>
    expect(seen).toEqual([
      [1, 'connected'],
      [1, 'connected'],
      [1, 'dashboard.changed'],
    ]),
  );
  for (const tab of tabs) tab.close();
});

test('events make the lists they are about stale', () => {
  const queries = new QueryClient();
  const invalidate = vi.spyOn(queries, 'invalidateQueries');
  applyEvent({ type: 'plugin.updated' }, queries);
  applyEvent({ type: 'dashboard.changed', uid: 'home' }, queries);
  const keys = invalidate.mock.calls.map(([filter]) => filter?.queryKey);
  expect(keys).toEqual([['plugins'], ['channels'], ['dashboard', 'home']]);
  invalidate.mockClear();
  applyEvent({ type: 'reconnected' }, queries);
  expect(invalidate.mock.calls.map(([filter]) => filter?.queryKey)).toEqual([
    ['dashboard'],
    ['plugins'],
    ['logs'],
  ]);
});
