// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyEvent, followEvents } from './events.ts';

class FakeSource {
  static open: FakeSource[] = [];
  onopen: (() => void) | undefined;
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
});
afterEach(() => vi.unstubAllGlobals());

test('without locks the page reads its own stream and closes it', () => {
  const seen: unknown[] = [];
  const leave = followEvents(event => seen.push(event));
  const [source] = FakeSource.open;
  expect(source.address).toMatch(/\/api\/gnomon\/v1\/events$/);
  source.onopen?.();
  source.listeners.get('plugin.stopped')?.({ data: '{"id":"x"}' });
  expect(seen).toEqual([{ type: 'connected' }, { type: 'plugin.stopped', id: 'x' }]);
  leave();
  expect(source.closed).toBe(true);
});

test('with locks only the tab that holds the lock opens a stream', async () => {
  let granted: (() => Promise<void>) | undefined;
  const request = (_: string, __: object, callback: () => Promise<void>) => {
    granted = callback;
    return Promise.resolve();
  };
  vi.stubGlobal('navigator', { locks: { request } });
  const leave = followEvents(() => {});
  expect(FakeSource.open).toHaveLength(0);
  const held = granted?.();
  expect(FakeSource.open).toHaveLength(1);
  leave();
  await held;
  expect(FakeSource.open[0].closed).toBe(true);
});

test('events make the lists they are about stale', () => {
  const queries = new QueryClient();
  const invalidate = vi.spyOn(queries, 'invalidateQueries');
  applyEvent({ type: 'plugin.updated' }, queries);
  applyEvent({ type: 'dashboard.changed', uid: 'home' }, queries);
  const keys = invalidate.mock.calls.map(([filter]) => filter?.queryKey);
  expect(keys).toEqual([['plugins'], ['channels'], ['dashboard', 'home']]);
});
