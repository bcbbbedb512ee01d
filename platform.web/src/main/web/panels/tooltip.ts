import type { TooltipRow } from '@gnomon/plugin-api';
import { asText } from '../display/display.ts';
import { dateTime } from '../display/units.ts';
import { t } from '../texts/t.ts';

const MAX_ROWS = 14;
const GAP = 14;

/** A box above everything, outside the panels, so that no panel clips it. */
function layer(): HTMLElement {
  const made = document.createElement('div');
  made.className = 'tooltip-layer';
  made.setAttribute('role', 'tooltip');
  document.body.append(made);
  return made;
}

/**
 * A tooltip for the element; positions are relative to it. It never leaves the window, and is not shown while the
 * element is out of view.
 */
export function tooltip(el: HTMLElement): {
  show(x: number, y: number, rows: readonly TooltipRow[], time?: number): void;
  hide(): void;
  dispose(): void;
} {
  let box: HTMLElement | undefined;
  const hide = () => box?.classList.remove('shown');
  return {
    show(x, y, rows, time) {
      const origin = el.getBoundingClientRect();
      if (origin.bottom < 0 || origin.top > innerHeight) return hide();
      box ??= layer();
      box.replaceChildren(...content(rows, time));
      box.classList.add('shown');
      const { width, height } = box.getBoundingClientRect();
      const left = origin.left + x + GAP;
      const top = origin.top + y + GAP;
      box.style.left = `${left + width > innerWidth - 4 ? Math.max(4, origin.left + x - GAP - width) : left}px`;
      box.style.top = `${Math.max(4, Math.min(top, innerHeight - height - 4))}px`;
    },
    hide,
    dispose() {
      box?.remove();
    },
  };
}

function content(rows: readonly TooltipRow[], time: number | undefined): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (time !== undefined) parts.push(line('time', dateTime(time)));
  const active = rows.findIndex(row => row.active);
  const from = Math.max(0, Math.min(active - MAX_ROWS + 2, rows.length - MAX_ROWS));
  for (const row of rows.slice(from, from + MAX_ROWS)) {
    const element = line(row.active ? 'row active' : 'row', '');
    const swatch = document.createElement('span');
    swatch.className = 'swatch';
    swatch.style.background = row.color;
    const label = document.createElement('span');
    label.className = 'label';
    label.textContent = row.label;
    const value = document.createElement('span');
    value.className = 'value';
    value.textContent = asText(row.value);
    element.append(swatch, label, value);
    parts.push(element);
  }
  if (rows.length > MAX_ROWS) parts.push(line('more', t('tooltip.more', { count: rows.length - MAX_ROWS })));
  return parts;
}

function line(className: string, text: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  return element;
}
