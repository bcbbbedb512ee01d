import type { QueryClient } from '@tanstack/react-query';
import { gnomon } from './client.ts';
import { openStream, type ServerEvent } from './eventStream.ts';
import type { TabMessage } from './eventsWorker.ts';

/**
 * Server-sent events, one stream for each browser: a worker that all tabs share reads it, also over plain HTTP, where a
 * browser keeps no more than six connections. Browsers without such workers read a stream in each tab.
 */
export function followEvents(listener: (event: ServerEvent) => void): () => void {
  const address = gnomon.url('events');
  if (!('SharedWorker' in window)) return openStream(address, listener);
  const worker = new SharedWorker(new URL('./eventsWorker.ts', import.meta.url), {
    type: 'module',
    name: address,
  });
  const say = (message: TabMessage) => worker.port.postMessage(message);
  const leave = () => say('bye');
  worker.port.onmessage = ({ data }: MessageEvent<ServerEvent>) => listener(data);
  say({ address });
  // A tab that is closed runs nothing but this.
  window.addEventListener('pagehide', leave);
  return () => {
    window.removeEventListener('pagehide', leave);
    leave();
    worker.port.close();
  };
}

/** Keeps what was read of plugins, dashboards and the log as the server has it. */
export function applyEvent(event: ServerEvent, queries: QueryClient): void {
  switch (event.type) {
    case 'connected':
    case 'reconnected':
      // What is shown first is fresh; what was shown for long may have changed unheard.
      if (event.type === 'reconnected') void queries.invalidateQueries({ queryKey: ['dashboard'] });
      void queries.invalidateQueries({ queryKey: ['plugins'] });
      void queries.invalidateQueries({ queryKey: ['logs'] });
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
    case 'log.written':
      void queries.invalidateQueries({ queryKey: ['logs'] });
      break;
  }
}
