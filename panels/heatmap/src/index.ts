import { drawTimes, widest } from '@gnomon/panel-kit/axis.ts';
import { Drawn, html, plain, plugin, svg, type Told, textOf } from '@gnomon/panel-kit/drawn.ts';
import markStyle from '@gnomon/panel-kit/marks.css?inline';
import { Marks } from '@gnomon/panel-kit/marks.ts';
import { lacking } from '@gnomon/panel-kit/needs.ts';
import type { DisplayValue, Field, PanelContext } from '@gnomon/plugin-api';
import { bucketCells, type Calculation, type Cells, columnAt, countedCells } from './cells.ts';
import { type ColorOptions, colorScale } from './colors.ts';
import { boundsIn, inUnit, isSet, type Unit } from './units.ts';

interface Options {
  readonly calculate: boolean;
  readonly calculation?: Calculation;
  readonly yAxis: Unit & { readonly reverse: boolean; readonly axisPlacement: 'left' | 'hidden' };
  readonly color: ColorOptions & { readonly fill: string; readonly min?: number; readonly max?: number };
  readonly cellGap: number;
  readonly cellValues: Unit;
  readonly filterValues: { readonly le?: number; readonly ge?: number };
  readonly legend: { readonly show: boolean };
  readonly tooltip: { readonly mode?: 'single' | 'multi' | 'none'; readonly show?: boolean };
}

const AXIS = 22;
const SCALE = 26;
const CSS = `
canvas { position: absolute; top: 0; }
.cross { stroke: var(--text-disabled); stroke-dasharray: 4 3; }
.scale { position: absolute; bottom: 0; left: 0; height: ${SCALE}px; display: flex; gap: 6px; align-items: center;
  font-size: 12px; color: var(--text-secondary); font-variant-numeric: tabular-nums; }
.scale i { display: block; width: 140px; height: 8px; border-radius: 2px; }
`;

class Heatmap extends Drawn<Options> {
  #cells: Cells = { times: [], stepMs: 1, rows: [], counts: [] };
  #cross: SVGLineElement | undefined;
  #x: (time: number) => number = () => 0;
  #color: (count: number) => string = () => '';
  readonly #marks: Marks;

  constructor(ctx: PanelContext<Options>) {
    super(ctx, CSS + markStyle);
    this.#marks = new Marks(() => this.ctx);
  }

  override unmount(): void {
    this.#marks.dispose();
    super.unmount();
  }

  describe(): string {
    const { rows, counts, times } = this.#cells;
    const sums = counts.map(row => row.reduce((n, c) => n + (c || 0), 0));
    const most = sums.indexOf(Math.max(...sums));
    const { t } = this.ctx.host;
    if (most < 0) return t('Heat map without values');
    return t('Heat map, {rows} buckets over {times} times; most counts are in bucket {most}', {
      rows: rows.length,
      times: times.length,
      most: rows[most],
    });
  }

  draw(): void {
    const { data, options, theme, host, width } = this.ctx;
    const first = firstNumber(this.ctx);
    const axis = options.yAxis;
    const label = (values: readonly number[]) =>
      first ? host.ui.ticks(inUnit(first, axis), values) : values.map(String);
    const { from, to } = data.timeRange;
    const unit = axis.unit || first?.config.unit;
    this.#cells = options.calculate
      ? countedCells(data.frames, options.calculation ?? {}, from, to, label, unit)
      : bucketCells(data.frames);
    if (first && !options.calculate)
      this.#cells = { ...this.#cells, rows: boundsIn(this.#cells.rows, first, axis, host.ui.ticks) };
    if (this.lacks(lacking(data.frames, 'time number', host))) return;
    const { rows, counts, times } = this.#cells;
    const scaleHeight = options.legend.show ? SCALE : 0;
    const height = this.ctx.height - scaleHeight;
    const left =
      options.yAxis.axisPlacement === 'hidden'
        ? 0
        : Math.min(width * 0.3, widest(rows, theme.font.family) + 10);
    const room = Math.max(1, width - left - 2);
    this.#x = time => left + ((time - from) / Math.max(1, to - from)) * room;
    const lane = (height - AXIS) / Math.max(1, rows.length);
    const top = (y: number) => (options.yAxis.reverse ? y : rows.length - 1 - y) * lane;
    const { min, max } = this.#extent();
    const color = colorScale(options.color, theme.mode === 'dark', host.ui.color(options.color.fill));
    this.#color = count => color(max > min ? (count - min) / (max - min) : 1);
    const canvas = html('canvas', '');
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round((height - AXIS) * devicePixelRatio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height - AXIS}px`;
    const paint = canvas.getContext('2d');
    paint?.scale(devicePixelRatio, devicePixelRatio);
    counts.forEach((row, y) => {
      row.forEach((count, x) => {
        if (!paint || !this.#visible(count)) return;
        // Samples of a query stand at the end of what they count.
        const start = options.calculate ? times[x] : times[x] - this.#cells.stepMs;
        const a = Math.max(left, this.#x(start));
        const b = Math.min(left + room, this.#x(start + this.#cells.stepMs));
        if (b <= a) return;
        const gap = b - a > 3 * options.cellGap && lane > 3 * options.cellGap ? options.cellGap : 0;
        paint.fillStyle = this.#color(count);
        paint.fillRect(a, top(y), b - a - gap, lane - gap);
      });
    });
    const picture = svg('svg', { width, height, role: 'img', 'aria-label': this.describe() });
    this.#axes(picture, left, room, height, lane, top);
    this.#cross = svg('line', { class: 'cross', y1: 0, y2: height - AXIS, visibility: 'hidden' });
    picture.append(this.#cross);
    picture.addEventListener('pointermove', event => this.#moved(event, left, room, lane));
    picture.addEventListener('pointerleave', () => {
      this.tooltip.hide();
      host.setCursor(null);
      this.follow(null);
    });
    const scale = options.legend.show ? [this.#scale(color, min, max, left)] : [];
    const { element } = this.#marks;
    element.style.inset = `0 auto auto ${left}px`;
    element.style.width = `${room}px`;
    element.style.height = `${height - AXIS}px`;
    this.plot.replaceChildren(canvas, picture, element, ...scale);
    this.#marks.draw(time => this.#x(time) - left, room);
    this.follow(host.cursor);
  }

  protected override follow(time: number | null): void {
    const { from, to } = this.ctx.data.timeRange;
    const visible = time !== null && time >= from && time <= to;
    this.#cross?.setAttribute('visibility', visible ? 'visible' : 'hidden');
    if (!visible) return;
    this.#cross?.setAttribute('x1', String(this.#x(time)));
    this.#cross?.setAttribute('x2', String(this.#x(time)));
  }

  /** All cells of a column, as they lie above each other. */
  protected override told(time: number): Told | undefined {
    const { data, options } = this.ctx;
    const x = columnAt(this.#cells, time, options.calculate);
    if (!this.#tells() || x < 0 || time < data.timeRange.from || time > data.timeRange.to) return undefined;
    const rows = this.#cells.rows.flatMap((name, y) => {
      const count = this.#cells.counts[y][x];
      return this.#visible(count)
        ? [{ label: `≤ ${name}`, color: this.#color(count), value: this.#count(count) }]
        : [];
    });
    if (!options.yAxis.reverse) rows.reverse();
    return { x: this.#x(time), y: 0, rows, time: this.#cells.times[x] };
  }

  #tells(): boolean {
    const { mode, show } = this.ctx.options.tooltip;
    return mode !== 'none' && show !== false;
  }

  #visible(count: number): boolean {
    const { le, ge } = this.ctx.options.filterValues;
    return Number.isFinite(count) && !(le !== undefined && count <= le) && !(ge !== undefined && count >= ge);
  }

  #extent(): { min: number; max: number } {
    let min = Infinity;
    let max = -Infinity;
    for (const row of this.#cells.counts)
      for (const count of row) {
        if (!this.#visible(count)) continue;
        min = Math.min(min, count);
        max = Math.max(max, count);
      }
    const { color } = this.ctx.options;
    return { min: color.min ?? (min > max ? 0 : min), max: color.max ?? (min > max ? 1 : max) };
  }

  #axes(
    picture: SVGElement,
    left: number,
    room: number,
    height: number,
    lane: number,
    top: (y: number) => number,
  ): void {
    const { data, options } = this.ctx;
    drawTimes(picture, data.timeRange, left, room, height, this.#x, this.ctx.timeZone);
    if (options.yAxis.axisPlacement === 'hidden') return;
    const every = Math.max(1, Math.ceil(16 / lane));
    this.#cells.rows.forEach((row, y) => {
      if (y % every !== 0) return;
      picture.append(svg('text', { x: left - 6, y: top(y) + lane / 2 + 4, 'text-anchor': 'end' }, row));
    });
  }

  #scale(color: (share: number) => string, min: number, max: number, left: number): HTMLElement {
    const bar = html('i', '');
    const stops = Array.from({ length: 9 }, (_, i) => color(i / 8));
    bar.style.background = `linear-gradient(to right, ${stops.join(', ')})`;
    const box = html('div', 'scale', textOf(this.#count(min)), bar, textOf(this.#count(max)));
    box.style.left = `${left}px`;
    return box;
  }

  #count(value: number): DisplayValue {
    const field = firstNumber(this.ctx);
    const { calculate, cellValues } = this.ctx.options;
    if (field && isSet(cellValues))
      return plain(this.ctx.host.ui.ticks(inUnit({ ...field, config: {} }, cellValues), [value])[0]);
    return field && !calculate
      ? field.display(value)
      : plain(Number.isInteger(value) ? String(value) : value.toPrecision(3));
  }

  #moved(event: PointerEvent, left: number, room: number, lane: number): void {
    const { data, host, options } = this.ctx;
    const origin = this.plot.getBoundingClientRect();
    const px = event.clientX - origin.left;
    const py = event.clientY - origin.top;
    const { from, to } = data.timeRange;
    const share = (px - left) / room;
    const time = share >= 0 && share <= 1 ? from + share * (to - from) : null;
    host.setCursor(time);
    this.follow(time);
    if (time === null || !this.#tells()) {
      this.tooltip.hide();
      return;
    }
    const { rows, times, counts } = this.#cells;
    const line = Math.floor(py / lane);
    const y = options.yAxis.reverse ? line : rows.length - 1 - line;
    const x = columnAt(this.#cells, time, options.calculate);
    const count = counts[y]?.[x];
    if (count === undefined || !Number.isFinite(count)) {
      this.tooltip.hide();
      return;
    }
    const row = { label: `≤ ${rows[y]}`, color: 'transparent', value: this.#count(count) };
    this.tooltip.show(px, py, [row], times[x]);
  }
}

function firstNumber({ data }: PanelContext<Options>): Field | undefined {
  for (const frame of data.frames) {
    const field = frame.fields.find(f => f.type === 'number');
    if (field) return field;
  }
  return undefined;
}

export default plugin<Options>(ctx => new Heatmap(ctx));
