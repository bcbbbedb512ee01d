import { html } from '@gnomon/panel-kit/drawn.ts';
import { PAGER, pager, pagerStyle } from '@gnomon/panel-kit/pager.ts';
import { fieldKey } from '@gnomon/panel-kit/values.ts';
import type {
  ChangeKind,
  DataFrame,
  Field,
  PanelContext,
  PanelInstance,
  PanelPlugin,
} from '@gnomon/plugin-api';
import { alignment, cellOf, paint } from './cells.ts';
import { filterDialog } from './filter.ts';
import { type FooterOptions, footerOf } from './footer.ts';
import { headerOf } from './header.ts';
import panelStyle from './panel.css?inline';
import { cellType, columnsOf, nextSorts, type Sort, shownRows, styleOf, textsIn, widthsOf } from './rows.ts';

interface Options {
  readonly showHeader: boolean;
  readonly cellHeight: 'sm' | 'md' | 'lg';
  readonly frameIndex: number;
  readonly sortBy: readonly Partial<Sort>[];
  readonly enablePagination: boolean;
  readonly footer: FooterOptions;
}
interface State {
  readonly sorts?: readonly Sort[];
  readonly filters?: readonly (readonly [string, readonly string[]])[];
  readonly page?: number;
  readonly scrollTop?: number;
}

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(panelStyle + pagerStyle);
const ROW_HEIGHT = { sm: 30, md: 38, lg: 46 };
const HEAD_HEIGHT = 30;
const FOOT_LINE = 20;
/** Rows drawn above and below what is visible. */
const MARGIN = 8;

/** Draws only the rows in view, so that a hundred thousand cost no more than fifty. */
class Table implements PanelInstance<Options> {
  readonly #frameBox = html('div', 'frame');
  readonly #box = html('div', 'table');
  readonly #body = html('div', 'body');
  /** The rows that are drawn, by their places. */
  readonly #drawn = new Map<number, HTMLElement>();
  readonly #filters = new Map<string, ReadonlySet<string>>();
  #ctx: PanelContext<Options>;
  #sorts: readonly Sort[];
  #page = 0;
  #frame: DataFrame | undefined;
  #columns: Field[] = [];
  #widths: number[] = [];
  /** Row numbers after filters and sorting, and those of the page. */
  #all: number[] = [];
  #rows: number[] = [];
  #dialog: HTMLElement | undefined;

  constructor(ctx: PanelContext<Options>) {
    this.#ctx = ctx;
    ctx.root.adoptedStyleSheets = [...ctx.root.adoptedStyleSheets, STYLE];
    const saved = (ctx.savedState ?? {}) as State;
    this.#sorts = saved.sorts ?? sortsOf(ctx.options);
    for (const [name, texts] of saved.filters ?? []) this.#filters.set(name, new Set(texts));
    this.#page = saved.page ?? 0;
    this.#box.setAttribute('role', 'table');
    this.#box.setAttribute('aria-label', ctx.host.t('Rows'));
    this.#box.tabIndex = 0;
    this.#body.setAttribute('role', 'rowgroup');
    this.#box.addEventListener('scroll', () => this.#drawRows());
    this.#frameBox.append(this.#box);
    this.#frameBox.addEventListener('pointerdown', event => {
      if (this.#dialog && !event.composedPath().includes(this.#dialog)) this.#closeDialog();
    });
    ctx.element.append(this.#frameBox);
    this.#read();
    if (saved.scrollTop) this.#box.scrollTop = saved.scrollTop;
  }

  update(ctx: PanelContext<Options>, changed: ReadonlySet<ChangeKind>): void {
    this.#ctx = ctx;
    if (changed.size === 1 && changed.has('cursor')) return;
    if (changed.has('options')) this.#sorts = sortsOf(ctx.options);
    this.#read();
  }

  unmount(): void {
    this.#frameBox.remove();
  }

  saveState(): State {
    return {
      sorts: this.#sorts,
      filters: [...this.#filters].map(([name, texts]) => [name, [...texts]] as const),
      page: this.#page,
      scrollTop: this.#box.scrollTop,
    };
  }

  describe(): string {
    const hidden = (this.#frame?.length ?? 0) - this.#all.length;
    const rows = this.#all.length;
    const names = this.#columns.map(c => c.displayName).join(', ');
    const { t } = this.#ctx.host;
    return hidden > 0
      ? t('Table, {rows} rows, {hidden} filtered out: {names}', { rows, hidden, names })
      : t('Table, {rows} rows: {names}', { rows, names });
  }

  /** Everything anew: the data, the order or what is shown has changed. */
  #read(): void {
    const { data, options, width } = this.#ctx;
    this.#frame = data.frames[options.frameIndex] ?? data.frames[0];
    this.#columns = columnsOf(this.#frame);
    this.#widths = widthsOf(this.#columns, width);
    this.#all = this.#frame ? shownRows(this.#frame, this.#sorts, this.#filters, this.#ctx.timeZone) : [];
    this.#draw();
  }

  #draw(): void {
    const { options, host, height, root } = this.#ctx;
    const rowHeight = ROW_HEIGHT[options.cellHeight] ?? ROW_HEIGHT.sm;
    const lines = footerOf(this.#columns, this.#all, options.footer, host.ui);
    const head = options.showHeader && this.#columns.length > 0;
    const foot = Math.max(0, ...lines.map(line => line.length)) * FOOT_LINE + (lines.length > 0 ? 8 : 0);
    const paged = options.enablePagination || options.footer.enablePagination === true;
    const room = height - (head ? HEAD_HEIGHT : 0) - foot - (paged ? PAGER + 4 : 0);
    const perPage = paged ? Math.max(1, Math.floor(room / rowHeight)) : Math.max(1, this.#all.length);
    const pages = Math.max(1, Math.ceil(this.#all.length / perPage));
    this.#page = Math.min(this.#page, pages - 1);
    const start = this.#page * perPage;
    this.#rows = paged ? this.#all.slice(start, start + perPage) : this.#all;

    const focused = (root.activeElement as HTMLElement | null)?.dataset.key;
    const scrolled = this.#box.scrollTop;
    this.#layOut(this.#widths);
    this.#box.style.setProperty('--row-height', `${rowHeight}px`);
    this.#box.style.bottom = paged ? `${PAGER + 4}px` : '0';
    this.#box.setAttribute('aria-rowcount', String(this.#all.length + (head ? 1 : 0)));
    this.#body.style.height = `${this.#rows.length * rowHeight}px`;
    this.#box.replaceChildren(
      ...(head ? [this.#header()] : []),
      this.#body,
      ...(lines.length > 0 ? [this.#footer(lines)] : []),
    );
    const words = `${this.#rows.length > 0 ? start + 1 : 0}–${start + this.#rows.length} of ${this.#all.length}`;
    this.#frameBox.querySelector('.pager')?.remove();
    if (paged) this.#frameBox.append(pager(this.#page, pages, words, host, page => this.#turn(page)));
    this.#box.scrollTop = scrolled;
    this.#drawn.clear();
    this.#body.replaceChildren();
    this.#drawRows();
    if (focused) this.#focus(focused);
  }

  /** Pixels of each column, in the headings, the rows and the footer. */
  #layOut(widths: readonly number[]): void {
    this.#box.style.setProperty('--columns', widths.map(width => `${width}px`).join(' '));
    this.#body.style.width = `${widths.reduce((sum, width) => sum + width, 0)}px`;
  }

  /** Rows that came into view are made, those that left it are taken away. */
  #drawRows(): void {
    const { options, height } = this.#ctx;
    const rowHeight = ROW_HEIGHT[options.cellHeight] ?? ROW_HEIGHT.sm;
    const first = Math.max(0, Math.floor(this.#box.scrollTop / rowHeight) - MARGIN);
    const last = Math.min(this.#rows.length, first + Math.ceil(height / rowHeight) + 2 * MARGIN);
    for (const [place, element] of this.#drawn) {
      if (place >= first && place < last) continue;
      element.remove();
      this.#drawn.delete(place);
    }
    // From the last to the first, so that the rows stand in the page in their order.
    let next: HTMLElement | null = null;
    for (let place = last - 1; place >= first; place--) {
      let element = this.#drawn.get(place);
      if (!element) {
        element = this.#row(this.#rows[place], place);
        element.style.top = `${place * rowHeight}px`;
        this.#drawn.set(place, element);
        this.#body.insertBefore(element, next);
      }
      next = element;
    }
  }

  #header(): HTMLElement {
    return headerOf({
      host: this.#ctx.host,
      columns: this.#columns,
      sorts: this.#sorts,
      filters: this.#filters,
      onSort: (field, besides) => {
        this.#sorts = nextSorts(this.#sorts, field, besides);
        if (this.#ctx.edit) this.#ctx.host.onOptionsChange({ sortBy: this.#sorts });
        this.#read();
      },
      widths: this.#widths,
      surface: this.#box,
      resizing: column => ({
        onDrag: width => this.#layOut(this.#widths.with(column, width)),
        onWidth: width => this.#keepWidth(column, width),
      }),
      onFilter: column => this.#openDialog(column),
    });
  }

  /** The dashboard gets the width, and with it the panel. */
  #keepWidth(column: number, width: number | undefined): void {
    if (!this.#frame) return;
    const key = fieldKey(this.#frame, this.#columns[column]);
    this.#ctx.host.onFieldConfigChange(key, { 'custom.width': width ?? null });
  }

  #row(row: number, place: number): HTMLElement {
    const element = html('div', 'row');
    element.setAttribute('role', 'row');
    element.setAttribute('aria-rowindex', String(place + 2));
    this.#columns.forEach((field, column) => {
      element.append(cellOf(field, row, this.#widths[column], this.#ctx));
      const whole = styleOf(field).cellOptions?.applyToRow === true;
      if (whole && cellType(field).startsWith('color-background'))
        paint(element, field, field.display(field.nulls?.[row] ? null : field.values[row]), this.#ctx);
    });
    return element;
  }

  #footer(lines: readonly (readonly string[])[]): HTMLElement {
    const foot = html('div', 'foot');
    foot.setAttribute('role', 'row');
    this.#columns.forEach((field, column) => {
      const cell = html('div', alignment(field), ...lines[column].map(line => html('div', 'line', line)));
      cell.setAttribute('role', 'cell');
      foot.append(cell);
    });
    return foot;
  }

  #turn(page: number): void {
    const next = page > this.#page;
    this.#page = page;
    this.#box.scrollTop = 0;
    this.#draw();
    const [back, forth] = this.#frameBox.querySelectorAll<HTMLButtonElement>('.pager button');
    const wanted = next ? forth : back;
    (wanted.disabled ? (next ? back : forth) : wanted).focus();
  }

  #openDialog(column: number): void {
    const frame = this.#frame;
    const field = this.#columns[column];
    if (!frame || !field) return;
    this.#dialog?.remove();
    const name = field.displayName;
    const dialog = filterDialog({
      host: this.#ctx.host,
      name,
      texts: textsIn(frame, field, this.#ctx.timeZone),
      chosen: this.#filters.get(name) ?? new Set(),
      onChange: chosen => {
        if (chosen.size > 0) this.#filters.set(name, chosen);
        else this.#filters.delete(name);
        this.#page = 0;
        this.#read();
      },
      onClose: () => {
        this.#closeDialog();
        this.#focus(`filter ${column}`);
      },
    });
    const left = this.#widths.slice(0, column).reduce((sum, width) => sum + width, 0) - this.#box.scrollLeft;
    dialog.style.left = `${Math.max(0, Math.min(left, this.#ctx.width - 230))}px`;
    this.#dialog = dialog;
    this.#frameBox.append(dialog);
    dialog.querySelector('input')?.focus();
  }

  #closeDialog(): void {
    this.#dialog?.remove();
    this.#dialog = undefined;
  }

  #focus(key: string): void {
    this.#box.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
  }
}

function sortsOf({ sortBy }: Options): Sort[] {
  return sortBy.flatMap(({ displayName, desc = false }) => (displayName ? [{ displayName, desc }] : []));
}

export default { apiVersion: 1, mount: ctx => new Table(ctx) } satisfies PanelPlugin<Options>;
