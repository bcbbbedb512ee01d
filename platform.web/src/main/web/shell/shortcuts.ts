import { useEffect, useRef } from 'react';
import type { TextKey } from '../texts/t.ts';

/** A shortcut as the help lists it. Keys after each other are parted by a space. */
interface Shortcut {
  readonly keys: string;
  readonly text: TextKey;
}

/** All shortcuts by where they work. They are those that people know from Grafana. */
export const SHORTCUTS = {
  page: [
    { keys: '?', text: 'keys.help' },
    { keys: 'Ctrl+K', text: 'palette.title' },
    { keys: 'g h', text: 'nav.home' },
    { keys: 'g d', text: 'nav.dashboards' },
    { keys: 'g e', text: 'nav.query' },
    { keys: 'g a', text: 'nav.alerts' },
    { keys: 'Escape', text: 'keys.leave' },
  ],
  dashboard: [
    { keys: 'd s', text: 'keys.settings' },
    { keys: 'd r', text: 'refresh.now' },
    { keys: 'd k', text: 'keys.kiosk' },
    { keys: 'd e', text: 'keys.openRows' },
    { keys: 'd c', text: 'keys.closeRows' },
    { keys: 'd *', text: 'keys.star' },
    { keys: 'Ctrl+S', text: 'keys.save' },
    { keys: 'Ctrl+Z', text: 'edit.undo' },
    { keys: 'Ctrl+Shift+Z', text: 'edit.redo' },
    { keys: 't z', text: 'time.zoomOut' },
    { keys: 't ArrowLeft', text: 'keys.earlier' },
    { keys: 't ArrowRight', text: 'keys.later' },
    { keys: 't a', text: 'keys.absolute' },
    { keys: 't c', text: 'time.copy' },
    { keys: 't v', text: 'time.paste' },
  ],
  panel: [
    { keys: 'e', text: 'keys.editPanel' },
    { keys: 'v', text: 'panel.view' },
    { keys: 'p s', text: 'keys.sharePanel' },
    { keys: 'p t', text: 'panel.showTable' },
  ],
} as const satisfies Record<string, readonly Shortcut[]>;

export type Keys = (typeof SHORTCUTS)[keyof typeof SHORTCUTS][number]['keys'];
/** What is done; `false` leaves the keys to another part of the page. */
type Handlers = Partial<Record<Keys, () => unknown>>;

/** Those that also count while something is written: none that a field has itself. */
const IN_FIELDS: readonly string[] = ['Ctrl+K', 'Ctrl+S'] satisfies Keys[];
/** Time within which the second key follows the first. */
const FOLLOWS_MS = 1500;
/** What the mounted parts of the page do; the one that came last goes first. */
const mounted: { readonly current: Handlers }[] = [];
let begun = '';
let begunAt = 0;

/** Does something at shortcuts as long as the component is there. */
export function useShortcuts(handlers: Handlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    if (mounted.length === 0) document.addEventListener('keydown', pressed);
    mounted.unshift(latest);
    return () => {
      mounted.splice(mounted.indexOf(latest), 1);
      if (mounted.length === 0) document.removeEventListener('keydown', pressed);
    };
  }, []);
}

/** Whether the pointer is over an element, or the focus in it: shortcuts of panels go to that one. */
export function isPointedAt(element: Element | null): boolean {
  return element?.matches(':hover, :focus-within') ?? false;
}

function pressed(event: KeyboardEvent): void {
  const key = keyOf(event);
  if (event.defaultPrevented || key === undefined || (isWriting(event) && !IN_FIELDS.includes(key))) return;
  const second = Date.now() - begunAt < FOLLOWS_MS && begun !== '' ? `${begun} ${key}` : undefined;
  begun = '';
  if ((second && handled(second)) || handled(key)) event.preventDefault();
  else if (begins(key)) {
    begun = key;
    begunAt = Date.now();
  }
}

function handled(keys: string): boolean {
  return mounted.some(({ current }) => {
    const run = current[keys as Keys];
    return run !== undefined && run() !== false;
  });
}

/** The key as the list above writes it; undefined for keys that only go with others. */
export function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string | undefined {
  if (altKey || ['Shift', 'Control', 'Meta'].includes(key)) return undefined;
  if (ctrlKey || metaKey) return `Ctrl+${shiftKey ? 'Shift+' : ''}${key.toUpperCase()}`;
  return key.length === 1 ? key.toLowerCase() : key;
}

function begins(key: string): boolean {
  return mounted.some(({ current }) => Object.keys(current).some(keys => keys.startsWith(`${key} `)));
}

/** Keys belong to fields that are written in, to menus, dialogs and to controls that use them themselves. */
function isWriting(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input, textarea, select') ||
    target.closest('[role="dialog"], [role="menu"], [role="application"]') !== null
  );
}
