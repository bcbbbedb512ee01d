import { followLink, resolvedAddress } from '../router.ts';
import { t } from '../texts/t.ts';

/** A link as it is offered: filled in. */
export interface OfferedLink {
  readonly title: string;
  readonly address: string;
  readonly blank: boolean;
}
/** Links of one value under its name. */
export interface LinkGroup {
  readonly name: string;
  readonly links: readonly OfferedLink[];
}

let close: (() => void) | undefined;

/**
 * A menu of links in front of everything, at an element or a place in the window. Arrow keys move in it; Escape, Tab and a
 * press elsewhere close it, and the focus goes back to where it was.
 */
export function showLinkMenu(at: Element | { x: number; y: number }, groups: readonly LinkGroup[]): void {
  close?.();
  if (groups.length === 0) return;
  const before = focusedElement();
  const menu = document.createElement('div');
  menu.id = 'link-menu';
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', t('links.ofValue'));
  for (const group of groups) menu.append(...entries(group));
  const items = [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const leave = (event: Event) => {
    if (!event.composedPath().includes(menu)) close?.();
  };
  close = () => {
    close = undefined;
    document.removeEventListener('pointerdown', leave, true);
    window.removeEventListener('scroll', leave, true);
    menu.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
  menu.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      const now = items.indexOf(document.activeElement as HTMLElement);
      items[(now + step + items.length) % items.length]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') close?.();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('pointerdown', leave, true);
  window.addEventListener('scroll', leave, true);
  document.body.append(menu);
  place(menu, at);
  items[0]?.focus({ preventScroll: true });
}

function entries({ name, links }: LinkGroup): HTMLElement[] {
  const heading = document.createElement('div');
  heading.className = 'heading';
  heading.textContent = name;
  heading.setAttribute('role', 'presentation');
  return [heading, ...links.map(entry)];
}

function entry({ title, address, blank }: OfferedLink): HTMLElement {
  const target = resolvedAddress(address);
  if (!target) {
    const refused = document.createElement('span');
    refused.setAttribute('role', 'menuitem');
    refused.setAttribute('aria-disabled', 'true');
    refused.tabIndex = -1;
    refused.textContent = t('links.refused', { title: title || address });
    return refused;
  }
  const link = document.createElement('a');
  link.setAttribute('role', 'menuitem');
  link.tabIndex = -1;
  link.href = target.href;
  link.textContent = title || address;
  link.title = target.href;
  if (blank) {
    link.target = '_blank';
    link.rel = 'noopener';
  }
  link.addEventListener('click', event => {
    const elsewhere = blank || event.ctrlKey || event.metaKey || event.shiftKey;
    close?.();
    if (elsewhere) return;
    event.preventDefault();
    followLink(address, false);
  });
  return link;
}

/** Below the element, or at the place; never outside the window. */
function place(menu: HTMLElement, at: Element | { x: number; y: number }): void {
  const { x, y } = at instanceof Element ? belowOf(at) : at;
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(4, Math.min(x, innerWidth - width - 4))}px`;
  menu.style.top = `${Math.max(4, Math.min(y, innerHeight - height - 4))}px`;
}

function belowOf(element: Element): { x: number; y: number } {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: Math.min(box.bottom, box.top + box.height / 2) };
}

/** What has the focus, also inside a panel. */
function focusedElement(): HTMLElement | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement || element instanceof SVGElement
    ? (element as unknown as HTMLElement)
    : undefined;
}
