import type { DataFrame, LinkScope, PanelHost } from '@gnomon/plugin-api';

/**
 * Makes an element offer the links of what it shows, by pointer and by Enter; one without links stays as it is.
 *
 * @param name what the element shows, for screen readers
 * @param scopes the values with their links, asked for when the menu opens
 */
export function offerLinks(
  element: HTMLElement | SVGElement,
  name: string,
  scopes: readonly LinkScope[],
  host: Pick<PanelHost, 'showLinks'>,
): void {
  if (!scopes.some(hasLinks)) return;
  element.classList.add('linked');
  element.style.cursor = 'pointer';
  element.setAttribute('tabindex', '0');
  element.setAttribute('role', 'button');
  element.setAttribute('aria-haspopup', 'menu');
  // What an HTML element shows is its name.
  if (element instanceof SVGElement) element.setAttribute('aria-label', name);
  else element.removeAttribute('aria-label');
  element.addEventListener('click', event => {
    const { clientX: x, clientY: y, detail } = event as MouseEvent;
    host.showLinks(detail === 0 ? element : { x, y }, scopes);
  });
  element.addEventListener('keydown', event => {
    const { key } = event as KeyboardEvent;
    if (key !== 'Enter' && key !== ' ') return;
    event.preventDefault();
    host.showLinks(element, scopes);
  });
}

/** Whether a value leads somewhere. */
export function hasLinks({ field }: LinkScope): boolean {
  return (field?.config.links?.length ?? 0) > 0;
}

/** Role of a picture for screen readers: one, or a group of marks that can be reached each because they lead somewhere. */
export function pictureRole(frames: readonly DataFrame[]): 'img' | 'group' {
  return frames.some(({ fields }) => fields.some(field => hasLinks({ field }))) ? 'group' : 'img';
}

/** Draws anew; the focus stays at its place among the elements that offer links. */
export function keepingFocus(root: ShadowRoot, draw: () => void): void {
  const at = [...root.querySelectorAll('.linked')].indexOf(root.activeElement as Element);
  draw();
  if (at >= 0) root.querySelectorAll<HTMLElement>('.linked')[at]?.focus({ preventScroll: true });
}
