import type { Disposable, LegendItem, LegendOptions } from '@gnomon/plugin-api';
import { asText } from '../display/display.ts';
import { calcName, isNamed } from '../display/reduce.ts';
import { t } from '../texts/t.ts';

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
.legend { font-size: 12px; line-height: 18px; overflow: auto; color: var(--text-secondary); font-variant-numeric: tabular-nums; scrollbar-width: thin; }
.legend.list { display: flex; flex-wrap: wrap; gap: 0 14px; align-content: flex-start; padding: 2px 0 0 4px; }
.legend.list.right { flex-direction: column; flex-wrap: nowrap; }
.legend button { all: unset; cursor: pointer; display: inline-flex; align-items: center; gap: 6px; max-width: 100%; border-radius: 2px; min-width: 0; }
.legend button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.legend button:hover { color: var(--text-primary); }
.legend .swatch { width: 12px; height: 3px; border-radius: 2px; flex: none; background: var(--series); }
.legend .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.legend .value { color: var(--text-primary); white-space: nowrap; }
.legend .off { opacity: 0.45; }
.legend table { width: 100%; border-collapse: collapse; }
.legend th { font-weight: 400; color: var(--text-secondary); text-align: right; padding: 0 6px; cursor: pointer; position: sticky; top: 0; background: var(--background-panel); user-select: none; }
.legend th:first-child { left: 0; z-index: 1; }
.legend th:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.legend th:first-child, .legend td:first-child { text-align: left; max-width: 0; min-width: 68px; width: 100%; padding-left: 4px; }
.legend td { text-align: right; white-space: nowrap; padding: 0 6px; border-top: 1px solid var(--border-weak); color: var(--text-primary); }
/* Where the columns are wider than their place, they are scrolled beside the names. */
.legend td:first-child { position: sticky; left: 0; background: var(--background-panel); color: var(--text-secondary); }
`);

interface Drawn {
  signature: string;
  sortBy: string | undefined;
  desc: boolean;
  items: readonly LegendItem[];
  opts: LegendOptions;
}
const drawn = new WeakMap<HTMLElement, Drawn>();

/** Draws or refreshes a legend in `el`; called again with the same series only its values change. */
export function legend(el: HTMLElement, items: readonly LegendItem[], opts: LegendOptions): Disposable {
  const root = el.getRootNode();
  if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(STYLE)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, STYLE];
  }
  const signature = JSON.stringify([
    opts.displayMode,
    opts.placement,
    opts.calcs,
    items.map(i => [i.label, i.color, i.hidden]),
  ]);
  const before = drawn.get(el);
  const now: Drawn = {
    signature,
    sortBy: before ? before.sortBy : opts.sortBy,
    desc: before ? before.desc : (opts.sortDesc ?? true),
    items,
    opts,
  };
  drawn.set(el, now);
  if (before?.signature === signature && !now.sortBy) refreshValues(el, items);
  else redraw(el, now);
  return {
    dispose() {
      drawn.delete(el);
      el.replaceChildren();
    },
  };
}

function redraw(el: HTMLElement, state: Drawn): void {
  const { items, opts } = state;
  const scroll = el.firstElementChild?.scrollTop ?? 0;
  el.replaceChildren();
  if (opts.displayMode === 'hidden' || items.length === 0) return;
  const box = document.createElement('div');
  box.className = `legend ${opts.displayMode} ${opts.placement}`;
  box.append(opts.displayMode === 'table' ? table(el, state) : list(el, items));
  if (opts.displayMode === 'list') box.replaceChildren(...(box.firstElementChild?.childNodes ?? []));
  el.append(box);
  box.style.maxHeight = 'inherit';
  box.scrollTop = scroll;
}

function list(el: HTMLElement, items: readonly LegendItem[]): HTMLElement {
  const holder = document.createElement('div');
  items.forEach((item, index) => {
    const button = entry(el, item, index);
    const values = document.createElement('span');
    values.className = 'value';
    values.dataset.values = String(index);
    values.textContent = valuesText(item);
    if (item.values?.length) button.append(values);
    holder.append(button);
  });
  return holder;
}

function table(el: HTMLElement, state: Drawn): HTMLTableElement {
  const { items, opts } = state;
  const element = document.createElement('table');
  const head = element.createTHead().insertRow();
  heading(head, el, state, 'Name', t('legend.name'));
  for (const calc of opts.calcs) heading(head, el, state, calc, calcName(calc));
  const body = element.createTBody();
  for (const index of order(state)) {
    const item = items[index];
    const row = body.insertRow();
    row.insertCell().append(entry(el, item, index));
    opts.calcs.forEach((_, column) => {
      const cell = row.insertCell();
      cell.dataset.cell = `${index}/${column}`;
      const value = item.values?.[column];
      cell.textContent = value ? asText(value) : '';
    });
  }
  return element;
}

function heading(row: HTMLTableRowElement, el: HTMLElement, state: Drawn, key: string, text: string): void {
  const cell = document.createElement('th');
  cell.tabIndex = 0;
  cell.scope = 'col';
  cell.textContent = state.sortBy === key ? `${text} ${state.desc ? '↓' : '↑'}` : text;
  const sort = () => {
    state.desc = state.sortBy === key ? !state.desc : true;
    state.sortBy = key;
    redraw(el, state);
  };
  cell.onclick = sort;
  cell.onkeydown = event => {
    if (event.key === 'Enter') sort();
  };
  row.append(cell);
}

function order({ items, opts, sortBy, desc }: Drawn): number[] {
  const indices = items.map((_, i) => i);
  if (!sortBy) return indices;
  const column = opts.calcs.findIndex(calc => isNamed(calc, sortBy));
  const compare =
    column < 0
      ? (a: number, b: number) => items[a].label.localeCompare(items[b].label)
      : (a: number, b: number) => rank(items[a], column) - rank(items[b], column);
  return indices.sort((a, b) => (desc ? compare(b, a) : compare(a, b)));
}

function rank(item: LegendItem, column: number): number {
  const value = item.values?.[column]?.numeric ?? Number.NaN;
  return Number.isNaN(value) ? -Infinity : value;
}

function entry(el: HTMLElement, item: LegendItem, index: number): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = item.hidden ? 'off' : '';
  button.title = item.label;
  button.setAttribute('aria-pressed', String(!item.hidden));
  const swatch = document.createElement('span');
  swatch.className = 'swatch';
  swatch.style.setProperty('--series', item.color);
  const name = document.createElement('span');
  name.className = 'name';
  name.textContent = item.label;
  button.append(swatch, name);
  button.onclick = event => drawn.get(el)?.opts.onToggle?.(index, !(event.ctrlKey || event.metaKey));
  button.onpointerenter = () => drawn.get(el)?.opts.onHover?.(index);
  button.onpointerleave = () => drawn.get(el)?.opts.onHover?.(null);
  return button;
}

function refreshValues(el: HTMLElement, items: readonly LegendItem[]): void {
  for (const cell of el.querySelectorAll<HTMLElement>('[data-cell]')) {
    const [index, column] = (cell.dataset.cell ?? '').split('/').map(Number);
    const value = items[index].values?.[column];
    cell.textContent = value ? asText(value) : '';
  }
  for (const span of el.querySelectorAll<HTMLElement>('[data-values]')) {
    span.textContent = valuesText(items[Number(span.dataset.values)]);
  }
}

function valuesText(item: LegendItem): string {
  return (item.values ?? []).map(asText).join('  ');
}
