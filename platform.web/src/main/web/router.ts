import { useSyncExternalStore } from 'react';
import { BASE, url } from './api/base.ts';

/** Where the page is: the path below the context root without a slash in front, and the parameters. */
export interface Place {
  readonly path: string;
  readonly parameters: URLSearchParams;
}

/** Whether it is an address of an Alertmanager's page or of Prometheus's graphs, which leads on to another page. */
export function leadsOn({ parameters }: Place): boolean {
  return window.location.hash.startsWith('#/') || parameters.has('g0.expr');
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

/** The browser has gone back or forward: when the page is held back, its address comes again until it lets go. */
function wentBack(): void {
  const next = read();
  if (!asking || next.path === place.path) {
    changed();
    return;
  }
  window.history.pushState(null, '', addressOf(place.path, place.parameters));
  asking(() => move(next.path, next.parameters, false));
}
window.addEventListener('popstate', wentBack);

/** Asked before another page is entered; calls what it is given when that may happen. */
type Asking = (leave: () => void) => void;
let asking: Asking | undefined;

/** Nobody leaves the page for another one of the application without being asked, until what is returned is called. */
export function holdBack(ask: Asking): () => void {
  asking = ask;
  return () => {
    if (asking === ask) asking = undefined;
  };
}

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
  if (asking && path !== place.path) asking(() => move(path, parameters, replace));
  else move(path, parameters, replace);
}

function move(
  path: string,
  parameters: Readonly<Record<string, string>> | URLSearchParams | undefined,
  replace: boolean,
): void {
  const address = addressOf(path, parameters);
  if (replace) window.history.replaceState(null, '', address);
  else window.history.pushState(null, '', address);
  changed();
}

/** Where the page is, for what is not a component. */
export function placeNow(): Place {
  return place;
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

/** A parameter of the address and how it is changed, without another step for the browser to go back. */
export function useParameter(name: string, fallback = ''): [string, (value: string) => void] {
  const value = usePlace().parameters.get(name) ?? fallback;
  const set = (next: string) => {
    const parameters = new URLSearchParams(place.parameters);
    if (next === fallback) parameters.delete(name);
    else parameters.set(name, next);
    go(place.path, parameters, true);
  };
  return [value, set];
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
