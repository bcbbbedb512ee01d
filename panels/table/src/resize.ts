import { html } from '@gnomon/panel-kit/drawn.ts';

/** What happens to the width of a column. */
export interface Resizing {
  /** The pointer drags; nothing is decided yet. */
  readonly onDrag: (width: number) => void;
  /** The width that the user wants; undefined: the table chooses again. */
  readonly onWidth: (width: number | undefined) => void;
}

export const NARROWEST = 40;
const STEP = 10;
const LARGE_STEP = 50;

/**
 * The right edge of a heading. Dragged, or moved by the arrow keys (in larger steps with Shift), it changes the width of its
 * column; a double click, or Delete, lets the table choose.
 *
 * @param surface stays when the headings are drawn anew, and so follows the pointer until it is released
 */
export function edgeOf(
  label: string,
  width: number,
  surface: HTMLElement,
  { onDrag, onWidth }: Resizing,
): HTMLElement {
  const edge = html('div', 'edge');
  edge.tabIndex = 0;
  edge.setAttribute('role', 'separator');
  edge.setAttribute('aria-orientation', 'vertical');
  edge.setAttribute('aria-label', label);
  edge.setAttribute('aria-valuenow', String(width));
  edge.setAttribute('aria-valuemin', String(NARROWEST));
  edge.onkeydown = event => {
    const to = widthAfter(event.key, event.shiftKey, width);
    if (to === 'same') return;
    event.preventDefault();
    onWidth(to);
  };
  edge.ondblclick = () => onWidth(undefined);
  edge.onpointerdown = down => {
    if (down.button !== 0) return;
    down.preventDefault();
    edge.focus();
    const at = (event: PointerEvent) => Math.max(NARROWEST, Math.round(width + event.clientX - down.clientX));
    const over = new AbortController();
    const listen = (type: 'pointermove' | 'pointerup' | 'pointercancel', then: (e: PointerEvent) => void) =>
      surface.addEventListener(type, then, { signal: over.signal });
    surface.setPointerCapture(down.pointerId);
    listen('pointermove', event => onDrag(at(event)));
    listen('pointercancel', () => {
      over.abort();
      onDrag(width);
    });
    listen('pointerup', event => {
      over.abort();
      if (at(event) !== width) onWidth(at(event));
    });
  };
  return edge;
}

/** The width after a key; "same" when the key means nothing here. */
export function widthAfter(key: string, large: boolean, width: number): number | undefined | 'same' {
  const step = large ? LARGE_STEP : STEP;
  if (key === 'ArrowLeft') return Math.max(NARROWEST, width - step);
  if (key === 'ArrowRight') return width + step;
  return key === 'Delete' ? undefined : 'same';
}
