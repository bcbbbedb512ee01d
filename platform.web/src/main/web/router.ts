import { useSyncExternalStore } from 'react';
import { BASE, url } from './api/base.ts';

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

/** Where an address of a dashboard leads: paths lie below the context root. Undefined for what no browser may open. */
export function resolvedAddress(address: string): URL | undefined {
  try {
    const target = new URL(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : url(address));
    return target.protocol === 'http:' || target.protocol === 'https:' ? target : undefined;
  } catch {
    return undefined;
  }
}

/** Within the application the page changes without a reload; other addresses open as a browser does it. */
export function followLink(address: string, blank: boolean): void {
  const target = resolvedAddress(address);
  if (!target) return;
  if (!blank && target.origin === BASE.origin && target.pathname.startsWith(BASE.pathname))
    go(target.pathname.slice(BASE.pathname.length), target.searchParams);
  else window.open(target, blank ? '_blank' : '_self', 'noopener');
}
