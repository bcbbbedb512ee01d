import type { PanelContext } from '@gnomon/plugin-api';
import { drawTimes, shortened, widest } from './axis.ts';
import { Drawn, type Legend, svg, type Told, textOf, textOn } from './drawn.ts';
import { offerLinks, pictureRole } from './links.ts';
import markStyle from './marks.css?inline';
import { Marks } from './marks.ts';
import { lacking } from './needs.ts';
import { PAGER, pager, pagerStyle } from './pager.ts';
import { custom, type StateRow, type Stretch, statesAt, statesIn } from './states.ts';

export interface StateOptions {
  readonly showValue: 'auto' | 'always' | 'never';
  readonly alignValue?: 'left' | 'center' | 'right';
  readonly rowHeight: number;
  readonly perPage: number;
  readonly legend: Legend;
  readonly tooltip: { readonly mode: 'single' | 'multi' | 'none' };
}

const AXIS = 22;
const LETTER = 6.6;
const CSS = `.line { stroke: var(--text-disabled); stroke-dasharray: 4 3; }${pagerStyle}`;

/** Lines of states over time; what a stretch is and how wide it is drawn is the panel's. */
export abstract class StatePanel<O extends StateOptions> extends Drawn<O> {
  #rows: StateRow[] = [];
  #page = 0;
  #line: SVGLineElement | undefined;
  readonly #marks: Marks;
  #x: (time: number) => number = () => 0;

  constructor(ctx: PanelContext<O>) {
    super(ctx, CSS + markStyle);
    this.#marks = new Marks(() => this.ctx);
  }

  override unmount(): void {
    this.#marks.dispose();
    super.unmount();
  }

  protected abstract rows(): StateRow[];
  /** Left end and width of a stretch in pixels. */
  protected abstract place(stretch: Stretch, x: (time: number) => number): [number, number];
  protected abstract readonly kind: string;

  describe(): string {
    const { t } = this.ctx.host;
    const now = this.#rows.map(row => {
      const last = row.stretches[row.stretches.length - 1];
      return `${row.name} ${last ? textOf(last.shown) : t('without value')}`;
    });
    const rows = now.slice(0, 12).join(', ');
    return t('{kind}, {count} series. {rows}', { kind: t(this.kind), count: now.length, rows });
  }

  draw(): void {
    const { options, theme, data } = this.ctx;
    this.#rows = this.rows();
    if (this.lacks(lacking(data.frames, 'time', this.ctx.host))) return;
    const size = this.legend(options.legend, statesIn(this.#rows));
    const pages = Math.max(1, Math.ceil(this.#rows.length / options.perPage));
    this.#page = Math.min(this.#page, pages - 1);
    const shown = this.#rows.slice(this.#page * options.perPage, (this.#page + 1) * options.perPage);
    const height = size.height - (pages > 1 ? PAGER : 0);
    const written = widest(
      shown.map(row => row.name),
      theme.font.family,
    );
    const names = Math.min(size.width * 0.3, written + 10);
    const { from, to } = data.timeRange;
    const width = Math.max(1, size.width - names - 2);
    this.#x = time => names + ((Math.min(to, Math.max(from, time)) - from) / Math.max(1, to - from)) * width;
    const picture = svg('svg', {
      width: size.width,
      height,
      role: pictureRole(data.frames),
      'aria-label': this.describe(),
    });
    for (const x of drawTimes(picture, data.timeRange, names, width, height, this.#x, this.ctx.timeZone))
      picture.append(svg('line', { x1: x, x2: x, y1: 0, y2: height - AXIS, stroke: theme.grid }));
    const lane = (height - AXIS) / Math.max(1, shown.length);
    shown.forEach((row, i) => {
      const tall = Math.max(1, lane * options.rowHeight);
      const top = i * lane + (lane - tall) / 2;
      picture.append(
        svg(
          'text',
          { x: names - 8, y: i * lane + lane / 2 + 4, 'text-anchor': 'end' },
          svg('title', {}, row.name),
          shortened(row.name, names >= written + 10 ? row.name.length : Math.floor((names - 10) / LETTER)),
        ),
      );
      for (const stretch of row.stretches) this.#stretch(picture, row, stretch, top, tall);
    });
    this.#line = svg('line', { class: 'line', y1: 0, y2: height - AXIS, visibility: 'hidden' });
    picture.append(this.#line);
    picture.addEventListener('pointermove', event => this.#moved(event, names, width));
    picture.addEventListener('pointerleave', () => this.ctx.host.setCursor(null));
    const { element } = this.#marks;
    element.style.inset = `0 auto auto ${names}px`;
    element.style.width = `${width}px`;
    element.style.height = `${height - AXIS}px`;
    this.plot.replaceChildren(picture, element, ...(pages > 1 ? [this.#pager(pages)] : []));
    this.#marks.draw(time => ((time - from) / Math.max(1, to - from)) * width, width);
    this.follow(this.ctx.host.cursor);
  }

  protected override follow(time: number | null): void {
    if (!this.#line) return;
    const { from, to } = this.ctx.data.timeRange;
    const visible = time !== null && time >= from && time <= to;
    this.#line.setAttribute('visibility', visible ? 'visible' : 'hidden');
    if (!visible) return;
    this.#line.setAttribute('x1', String(this.#x(time)));
    this.#line.setAttribute('x2', String(this.#x(time)));
  }

  protected override told(time: number): Told | undefined {
    const { data, options } = this.ctx;
    if (options.tooltip.mode === 'none' || time < data.timeRange.from || time > data.timeRange.to)
      return undefined;
    return { x: this.#x(time), y: 0, rows: tips(statesAt(this.#rows, time)), time };
  }

  #moved(event: PointerEvent, names: number, width: number): void {
    const { from, to } = this.ctx.data.timeRange;
    const share = (event.clientX - this.plot.getBoundingClientRect().left - names) / width;
    const time = share >= 0 && share <= 1 ? from + share * (to - from) : null;
    this.ctx.host.setCursor(time);
    this.follow(time);
  }

  #stretch(picture: SVGElement, row: StateRow, stretch: Stretch, top: number, tall: number): void {
    const { options, theme } = this.ctx;
    const { fillOpacity = 70, lineWidth = 0 } = custom(row.field);
    const color = stretch.shown.color ?? theme.palette[0];
    const [x, width] = this.place(stretch, this.#x);
    if (width <= 0) return;
    const box = svg('rect', {
      x,
      y: top,
      width: Math.max(1, width),
      height: tall,
      fill: color,
      'fill-opacity': fillOpacity / 100,
      ...(lineWidth > 0 && { stroke: color, 'stroke-width': lineWidth }),
    });
    if (options.tooltip.mode !== 'none') this.tip(box, () => this.#tips(row, stretch), stretch.from);
    const scope = { field: row.field, value: stretch.value, row: stretch.row };
    offerLinks(box, `${row.name} ${textOf(stretch.shown)}`, [scope], this.ctx.host);
    picture.append(box);
    const text = textOf(stretch.shown);
    const fits = text.length * LETTER + 8 <= width && tall >= 12;
    if (options.showValue === 'never' || (options.showValue === 'auto' && !fits)) return;
    const align = options.alignValue ?? 'center';
    const label = svg(
      'text',
      {
        x: align === 'left' ? x + 5 : align === 'right' ? x + width - 5 : x + width / 2,
        y: top + tall / 2 + 4,
        'text-anchor': align === 'left' ? 'start' : align === 'right' ? 'end' : 'middle',
        'pointer-events': 'none',
      },
      text,
    );
    label.style.fill = fillOpacity >= 50 ? textOn(color, theme) : theme.text.primary;
    picture.append(label);
  }

  #tips(over: StateRow, stretch: Stretch) {
    const all = this.ctx.options.tooltip.mode === 'multi';
    return tips(all ? statesAt(this.#rows, stretch.from) : [{ row: over, stretch }], over);
  }

  #pager(pages: number): HTMLElement {
    return pager(this.#page, pages, `${this.#page + 1} / ${pages}`, this.ctx.host, page => {
      this.#page = page;
      this.draw();
    });
  }
}

/** Rows of a tooltip; the one that the pointer is over stands out. */
function tips(states: ReturnType<typeof statesAt>, over?: StateRow) {
  return states.map(({ row, stretch: { shown } }) => ({
    label: row.name,
    color: shown.color ?? '',
    value: shown,
    active: row === over,
  }));
}
