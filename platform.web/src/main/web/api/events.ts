import type { QueryClient } from '@tanstack/react-query';
import { gnomon } from './client.ts';
import type { PluginEntry } from './types.ts';

interface ServerEvent {
  readonly type: string;
  readonly entry?: PluginEntry;
  readonly id?: string;
  readonly uid?: string;
}
const TYPES = ['plugin.started', 'plugin.updated', 'plugin.stopped', 'dashboard.changed'];
const CONNECTED: ServerEvent = { type: 'connected' };

/**
 * Server-sent events, one stream for each browser: the tab that holds the lock reads the stream and passes the
 * events to the others; when it closes, the next tab takes over. Where locks are missing (plain HTTP from another
 * host) every tab has its own stream. A new connection is announced, since events may have been missed.
 */
export function followEvents(listener: (event: ServerEvent) => void): () => void {
  const stop = new AbortController();
  const shared = 'locks' in navigator && 'BroadcastChannel' in window;
  if (!shared) {
    stop.signal.addEventListener('abort', openStream(listener));
    return () => stop.abort();
  }
  const channel = new BroadcastChannel(`gnomon-events ${gnomon.url('events')}`);
  channel.onmessage = message => listener(message.data as ServerEvent);
  navigator.locks
    .request(`gnomon-events ${gnomon.url('events')}`, { signal: stop.signal }, () => {
      const close = openStream(event => {
        channel.postMessage(event);
        listener(event);
      });
      return new Promise<void>(resolve => {
        stop.signal.addEventListener('abort', () => {
          close();
          resolve();
        });
      });
    })
    .catch(() => {
      // The page was left before it got the lock.
    });
  return () => {
    stop.abort();
    channel.close();
  };
}

function openStream(listener: (event: ServerEvent) => void): () => void {
  const source = new EventSource(gnomon.url('events'));
  source.onopen = () => listener(CONNECTED);
  for (const type of TYPES) {
    source.addEventListener(type, event =>
      listener({ type, ...(JSON.parse((event as MessageEvent<string>).data) as object) }),
    );
  }
  return () => source.close();
}

/** Keeps the cached list of plugins and the dashboards as the server has them. */
export function applyEvent(event: ServerEvent, queries: QueryClient): void {
  switch (event.type) {
    case 'connected':
      void queries.invalidateQueries({ queryKey: ['plugins'] });
      break;
    case 'plugin.started':
    case 'plugin.updated':
    case 'plugin.stopped':
      void queries.invalidateQueries({ queryKey: ['plugins'] });
      void queries.invalidateQueries({ queryKey: ['channels'] });
      break;
    case 'dashboard.changed':
      void queries.invalidateQueries({ queryKey: ['dashboard', event.uid] });
      break;
  }
}
