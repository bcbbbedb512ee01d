import type { DataFrame, Field, PanelContext, PanelInstance, PanelPlugin } from '@gnomon/plugin-api';
import panelStyle from './panel.css?inline';
import { cellType, columnsOf, gridColumns, type Sort, sortedRows, styleOf } from './rows.ts';

interface Options {
  readonly showHeader: boolean;
  readonly cellHeight: 'sm' | 'md' | 'lg';
  readonly frameIndex: number;
  readonly sortBy: readonly Partial<Sort>[];
}

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(panelStyle);
const ROW_HEIGHT = { sm: 30, md: 38, lg: 46 };
/** Rows drawn above and below what is visible. */
const MARGIN = 8;

/** Draws only the rows in view, so that long tables cost no more than short ones. */
class Table implements PanelInstance<Options> {
  readonly #box = document.createElement('div');
  #ctx: PanelContext<Options>;
  #sort: Sort | undefined;
  #frame: DataFrame | undefined;
  #columns: Field[] = [];
  #rows: number[] = [];

  constructor(ctx: PanelContext<Options>) {
    this.#ctx = ctx;
    ctx.root.adoptedStyleSheets = [...ctx.root.adoptedStyleSheets, STYLE];
    const saved = ctx.savedState as { sort?: Sort; scrollTop?: number } | undefined;
    const first = ctx.options.sortBy[0];
    this.#sort =
      saved?.sort ??
      (first?.displayName ? { displayName: first.displayName, desc: first.desc ?? false } : undefined);
    this.#box.className = 'table';
    this.#box.setAttribute('role', 'table');
    this.#box.addEventListener('scroll', () => this.#draw());
    ctx.element.append(this.#box);
    this.#read();
    if (saved?.scrollTop) this.#box.scrollTop = saved.scrollTop;
  }

  update(ctx: PanelContext<Options>, changed: ReadonlySet<string>): void {
    this.#ctx = ctx;
    if (changed.size !== 1 || !changed.has('cursor')) this.#read();
  }

  unmount(): void {
    this.#box.remove();
  }

  saveState(): unknown {
    return { sort: this.#sort, scrollTop: this.#box.scrollTop };
  }

  describe(): string {
    return `Table, ${this.#rows.length} rows: ${this.#columns.map(c => c.displayName).join(', ')}`;
  }

  #read(): void {
    const { data, options } = this.#ctx;
    this.#frame = data.frames[options.frameIndex] ?? data.frames[0];
    this.#columns = columnsOf(this.#frame);
    this.#rows = this.#frame ? sortedRows(this.#frame, this.#sort) : [];
    this.#draw();
  }

  #draw(): void {
    const { options, height } = this.#ctx;
    const rowHeight = ROW_HEIGHT[options.cellHeight];
    const first = Math.max(0, Math.floor(this.#box.scrollTop / rowHeight) - MARGIN);
    const last = Math.min(this.#rows.length, first + Math.ceil(height / rowHeight) + 2 * MARGIN);
    const template = gridColumns(this.#columns);
    this.#box.style.setProperty('--row-height', `${rowHeight}px`);
    const parts: HTMLElement[] = [];
    const focused = this.#focusedColumn();
    if (options.showHeader && this.#columns.length > 0) parts.push(this.#header(template));
    parts.push(filler(first * rowHeight));
    for (const row of this.#rows.slice(first, last)) parts.push(this.#row(row, template));
    parts.push(filler((this.#rows.length - last) * rowHeight));
    this.#box.replaceChildren(...parts);
    if (focused !== undefined) this.#box.querySelectorAll<HTMLElement>('.head button')[focused]?.focus();
  }

  #focusedColumn(): number | undefined {
    const active = this.#ctx.root.activeElement;
    const index = active ? [...this.#box.querySelectorAll('.head button')].indexOf(active) : -1;
    return index < 0 ? undefined : index;
  }

  #header(template: string): HTMLElement {
    const head = document.createElement('div');
    head.className = 'head';
    head.setAttribute('role', 'row');
    head.style.gridTemplateColumns = template;
    for (const field of this.#columns) {
      const button = document.createElement('button');
      button.type = 'button';
      const sorted = this.#sort?.displayName === field.displayName ? this.#sort : undefined;
      button.textContent = `${field.displayName}${sorted ? (sorted.desc ? ' ↓' : ' ↑') : ''}`;
      button.className = alignment(field);
      button.setAttribute('role', 'columnheader');
      button.setAttribute('aria-sort', sorted ? (sorted.desc ? 'descending' : 'ascending') : 'none');
      button.onclick = () => {
        this.#sort = {
          displayName: field.displayName,
          desc: sorted ? !sorted.desc : field.type === 'number',
        };
        this.#read();
      };
      head.append(button);
    }
    return head;
  }

  #row(row: number, template: string): HTMLElement {
    const element = document.createElement('div');
    element.className = 'row';
    element.setAttribute('role', 'row');
    element.style.gridTemplateColumns = template;
    for (const field of this.#columns) element.append(this.#cell(field, row));
    return element;
  }

  #cell(field: Field, row: number): HTMLElement {
    const value = field.nulls?.[row] ? null : field.values[row];
    const shown = field.display(value);
    const content =
      field.type === 'time' && !field.config.unit
        ? timeText(Number(value))
        : `${shown.prefix ?? ''}${shown.text}${shown.suffix ?? ''}`;
    const cell = document.createElement('div');
    cell.className = `cell ${alignment(field)}`;
    cell.setAttribute('role', 'cell');
    cell.title = content;
    switch (cellType(field)) {
      case 'gauge':
        cell.classList.add('gauge');
        cell.append(bar(shown.percent ?? 0, shown.color ?? ''), amount(content, shown.color ?? ''));
        return cell;
      case 'color-text':
        cell.style.color = shown.color ?? '';
        break;
      case 'color-background':
      case 'color-background-solid':
        cell.style.background = shown.color ?? '';
        cell.style.color = '#fff';
        break;
    }
    cell.append(this.#linked(field, row, content));
    return cell;
  }

  #linked(field: Field, row: number, content: string): Node {
    const link = field.config.links?.[0];
    if (!link) return document.createTextNode(content);
    const anchor = document.createElement('a');
    anchor.href = this.#ctx.host.replaceVariables(link.url, { field, row });
    anchor.textContent = content;
    anchor.onclick = event => {
      event.preventDefault();
      this.#ctx.host.openLink(link, { field, row });
    };
    return anchor;
  }
}

function alignment(field: Field): string {
  const { align = 'auto' } = styleOf(field);
  if (align !== 'auto') return align;
  return field.type === 'number' && cellType(field) !== 'gauge' ? 'right' : 'left';
}

function bar(share: number, color: string): HTMLElement {
  const track = document.createElement('div');
  track.className = 'track';
  const filled = document.createElement('div');
  filled.className = 'bar';
  filled.style.width = `${Math.min(1, Math.max(0, share)) * 100}%`;
  filled.style.background = color;
  track.append(filled);
  return track;
}

function amount(text: string, color: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'amount';
  element.textContent = text;
  element.style.color = color;
  return element;
}

function filler(height: number): HTMLElement {
  const element = document.createElement('div');
  element.className = 'filler';
  element.style.height = `${height}px`;
  return element;
}

const two = (n: number) => String(n).padStart(2, '0');

function timeText(ms: number): string {
  const d = new Date(ms);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
}

export default { apiVersion: 1, mount: ctx => new Table(ctx) } satisfies PanelPlugin<Options>;
