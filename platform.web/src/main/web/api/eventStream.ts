/** What the server tells about itself, docs/guide/gnomon-api.md; `connected` is ours, and `reconnected`: events may have been missed. */
export interface ServerEvent {
  readonly type: string;
  readonly id?: string;
  readonly uid?: string;
}

const TYPES = ['plugin.started', 'plugin.updated', 'plugin.stopped', 'dashboard.changed', 'log.written'];
const RETRY_MS = 5_000;

/** Reads the server's stream of events until the returned function is called; a stream that is refused is tried again. */
export function openStream(address: string, listener: (event: ServerEvent) => void): () => void {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;
  const open = () => {
    source = new EventSource(address);
    source.onopen = () => {
      listener({ type: wasOpen ? 'reconnected' : 'connected' });
      wasOpen = true;
    };
    source.onerror = () => {
      // A broken stream comes back by itself, a refused one does not.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
    };
    for (const type of TYPES) {
      source.addEventListener(type, event =>
        listener({ type, ...(JSON.parse((event as MessageEvent<string>).data) as object) }),
      );
    }
  };
  open();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}
