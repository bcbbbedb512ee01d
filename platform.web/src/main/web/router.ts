import { useSyncExternalStore } from 'react';
import { BASE } from './api/base.ts';

/** Where the page is: the path below the context root without a slash in front, and the parameters. */
export interface Place {
  readonly path: string;
  readonly parameters: URLSearchParams;
}

const listeners = new Set<() => void>();
let place = read();

function read(): Place {
  const { pathname, search } = window.location;
  const path = pathname.startsWith(BASE.pathname) ? pathname.slice(BASE.pathname.length) : '';
  return { path: path.replace(/\/$/, ''), parameters: new URLSearchParams(search) };
}

function changed(): void {
  place = read();
  for (const listener of listeners) listener();
}
window.addEventListener('popstate', changed);

/** Address of a page below the context root. */
export function addressOf(
  path: string,
  parameters?: Readonly<Record<string, string>> | URLSearchParams,
): string {
  const query = new URLSearchParams(parameters).toString();
  return BASE.pathname + path + (query && `?${query}`);
}

export function go(
  path: string,
  parameters?: Readonly<Record<string, string>> | URLSearchParams,
  replace = false,
): void {
  const address = addressOf(path, parameters);
  if (replace) window.history.replaceState(null, '', address);
  else window.history.pushState(null, '', address);
  changed();
}

export function usePlace(): Place {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => place,
  );
}

/** Nothing but the page itself: `kiosk`, or Grafana's `d=kiosk` and `kiosk=tv`. */
export function isKiosk(parameters: URLSearchParams): boolean {
  return parameters.has('kiosk') || parameters.get('d') === 'kiosk';
}
