import { openStream, type ServerEvent } from './eventStream.ts';

/** What a SharedWorker's global object has that a window has not. */
interface SharedScope {
  onconnect: ((event: MessageEvent) => void) | null;
}
/** A tab says the address of the stream when it comes, and goodbye when it goes. */
export type TabMessage = { readonly address: string } | 'bye';

const tabs = new Set<MessagePort>();
let stop: (() => void) | undefined;

const tell = (event: ServerEvent) => {
  for (const tab of tabs) tab.postMessage(event);
};

(globalThis as unknown as SharedScope).onconnect = ({ ports: [tab] }) => {
  tab.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data === 'bye') {
      tabs.delete(tab);
      return;
    }
    tabs.add(tab);
    if (stop) tab.postMessage({ type: 'connected' });
    stop ??= openStream(data.address, tell);
  };
};
