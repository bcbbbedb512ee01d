import { shortened } from '@gnomon/panel-kit/axis.ts';
import { type BarPlot, barPlot, barRect } from '@gnomon/panel-kit/barPlot.ts';
import { type Bar, barsOf, type Stacking } from '@gnomon/panel-kit/bars.ts';
import { Drawn, type Legend, plugin, svg, type Told, textOf, textOn } from '@gnomon/panel-kit/drawn.ts';
import { offerLinks, pictureRole } from '@gnomon/panel-kit/links.ts';
import { lacking } from '@gnomon/panel-kit/needs.ts';
import { numberAt } from '@gnomon/panel-kit/values.ts';
import type { Field, PanelContext } from '@gnomon/plugin-api';
import { type Chart, chartOf, groupAt, valuePlace } from './chart.ts';

/** Pixels of a figure, on average. */
const LETTER = 6.6;
const CSS = '.line { stroke: var(--text-disabled); stroke-dasharray: 4 3; pointer-events: none; }';

interface Options {
  readonly orientation: 'auto' | 'horizontal' | 'vertical';
  readonly xField?: string;
  readonly colorByField?: string;
  readonly showValue: 'auto' | 'always' | 'never';
  readonly stacking: Stacking;
  readonly groupWidth: number;
  readonly barWidth: number;
  readonly barRadius: number;
  readonly xTickLabelRotation: number;
  readonly xTickLabelMaxLength: number;
  readonly legend: Legend;
  readonly tooltip: { readonly mode: 'single' | 'multi' | 'none' };
}

class BarChart extends Drawn<Options> {
  #chart: Chart = { frame: undefined, names: [], series: [], values: [] };
  #plot: BarPlot | undefined;
  #line: SVGLineElement | undefined;

  constructor(ctx: PanelContext<Options>) {
    super(ctx, CSS);
  }

  describe(): string {
    const { names, series, values } = this.#chart;
    const parts = names.map(
      (name, i) => `${name} ${series.map((f, s) => textOf(f.display(values[s][i]))).join(', ')}`,
    );
    return this.ctx.host.t('Bar chart, {count} groups of {series}. {parts}', {
      count: names.length,
      series: series.map(f => f.displayName).join(', '),
      parts: parts.slice(0, 12).join('; '),
    });
  }

  draw(): void {
    const { data, options, theme, host, width, height } = this.ctx;
    this.#chart = chartOf(data.frames, options.xField, this.ctx.timeZone);
    const { series, names, values, frame } = this.#chart;
    if (this.lacks(lacking(data.frames, 'number', host))) return;
    const size = this.legend(
      series.length > 1 ? options.legend : { ...options.legend, showLegend: false },
      series.map((field, i) => ({
        label: field.displayName,
        color: this.#seriesColor(i),
        values: (options.legend.calcs ?? []).map(calc => field.display(host.ui.reduce(field, calc))),
      })),
    );
    const horizontal =
      options.orientation === 'horizontal' || (options.orientation === 'auto' && height > width * 1.3);
    const bars = barsOf(values, names.length, options.stacking);
    const most = options.xTickLabelMaxLength || 24;
    const [first] = series;
    const plot = barPlot(
      size,
      bars,
      {
        groups: names.length,
        horizontal,
        ...(options.stacking !== 'percent' && first?.config.min !== undefined && { min: first.config.min }),
        ...(options.stacking !== 'percent' && first?.config.max !== undefined && { max: first.config.max }),
        ...(options.stacking !== 'percent' && first?.config.unit && { unit: first.config.unit }),
        valueTexts: ticks =>
          options.stacking === 'percent' || !first
            ? ticks.map(t => `${Math.round(t * 100)}%`)
            : host.ui.ticks(first, ticks),
        groupLabels: names.map((name, i) => ({ at: i + 0.5, text: shortened(name, most) })),
        rotation: options.xTickLabelRotation,
      },
      theme,
    );
    plot.picture.setAttribute('aria-label', this.describe());
    plot.picture.setAttribute('role', pictureRole(data.frames));
    const group = plot.room * options.groupWidth;
    const lanes = options.stacking === 'none' ? Math.max(1, series.length) : 1;
    const across = (group / lanes) * options.barWidth;
    for (const bar of bars) {
      const lane = options.stacking === 'none' ? bar.series : 0;
      const from =
        plot.start +
        bar.group * plot.room +
        (plot.room - group) / 2 +
        (lane + (1 - options.barWidth) / 2) * (group / lanes);
      const rect = barRect(plot, bar, from, across);
      const { fillOpacity = 80, lineWidth = 1 } = (series[bar.series].config.custom ?? {}) as Record<
        string,
        number
      >;
      const color = this.#color(bar);
      rect.setAttribute('fill', color);
      rect.setAttribute('fill-opacity', String(fillOpacity / 100));
      rect.setAttribute('stroke', color);
      rect.setAttribute('stroke-width', String(lineWidth));
      if (options.barRadius > 0) rect.setAttribute('rx', String(across * options.barRadius));
      if (options.tooltip.mode !== 'none') this.tip(rect, () => this.#rows(bar));
      const field = series[bar.series];
      const scope = { field, value: bar.value, ...(frame && { row: bar.group }) };
      offerLinks(rect, `${names[bar.group]} ${textOf(field.display(bar.value))}`, [scope], host);
      plot.picture.append(rect);
      this.#value(plot.picture, bar, rect, horizontal);
    }
    this.#plot = plot;
    if (this.#chart.times) this.#offerCursor(plot, this.#chart.times);
    this.plot.replaceChildren(plot.picture);
    this.follow(host.cursor);
  }

  /** Over time the pointer shows other panels when the group is that it is over. */
  #offerCursor({ picture, start, room, horizontal }: BarPlot, times: ArrayLike<number>): void {
    this.#line = svg('line', { class: 'line', visibility: 'hidden' });
    picture.append(this.#line);
    const point = (time: number | null) => {
      this.ctx.host.setCursor(time);
      this.follow(time);
    };
    picture.addEventListener('pointermove', event => {
      const { left, top } = this.plot.getBoundingClientRect();
      const along = horizontal ? event.clientY - top : event.clientX - left;
      point(times[Math.floor((along - start) / room)] ?? null);
    });
    picture.addEventListener('pointerleave', () => point(null));
  }

  protected override follow(time: number | null): void {
    const at = this.#middle(time);
    this.#line?.setAttribute('visibility', at === undefined ? 'hidden' : 'visible');
    if (at === undefined || !this.#plot) return;
    const {
      horizontal,
      reach: [from, to],
    } = this.#plot;
    const ends = horizontal ? { x1: from, x2: to, y1: at, y2: at } : { x1: at, x2: at, y1: from, y2: to };
    for (const [name, value] of Object.entries(ends)) this.#line?.setAttribute(name, String(value));
  }

  protected override told(time: number): Told | undefined {
    const { times, series, values } = this.#chart;
    const at = this.#middle(time);
    if (!times || at === undefined || this.ctx.options.tooltip.mode === 'none') return undefined;
    const group = groupAt(times, time);
    const rows = series.flatMap((field, i) => {
      const value = values[i][group];
      const bar = { series: i, group, low: 0, high: value, value };
      return Number.isFinite(value)
        ? [{ label: field.displayName, color: this.#color(bar), value: field.display(value) }]
        : [];
    });
    return this.#plot?.horizontal
      ? { x: 0, y: at, rows, time: times[group] }
      : { x: at, y: 0, rows, time: times[group] };
  }

  /** Pixels of the middle of the group of a time; undefined when there is none. */
  #middle(time: number | null): number | undefined {
    const { times } = this.#chart;
    const group = times && time !== null ? groupAt(times, time) : -1;
    return this.#plot && group >= 0 ? this.#plot.start + (group + 0.5) * this.#plot.room : undefined;
  }

  #seriesColor(i: number): string {
    const { theme } = this.ctx;
    const field = this.#chart.series[i];
    const fixed =
      field.config.color?.mode === 'thresholds' ? undefined : field.display(this.#chart.values[i][0]).color;
    return fixed ?? theme.palette[i % theme.palette.length];
  }

  #color(bar: Bar): string {
    const { series, frame } = this.#chart;
    const by = frame?.fields.find(f => named(f, this.ctx.options.colorByField));
    if (by)
      return by.display(by.nulls?.[bar.group] ? null : by.values[bar.group]).color ?? this.#seriesColor(0);
    const field = series[bar.series];
    const mode = field.config.color?.mode ?? '';
    // One series with thresholds or a scale: every bar has the colour of its own value.
    return series.length === 1 && !mode.startsWith('palette')
      ? (field.display(bar.value).color ?? this.#seriesColor(bar.series))
      : this.#seriesColor(bar.series);
  }

  #rows(over: Bar) {
    const { series, frame, names, values } = this.#chart;
    return series
      .map((field, i) => ({
        label: series.length > 1 ? `${names[over.group]} ${field.displayName}` : names[over.group],
        color: this.#color({ ...over, series: i }),
        value: field.display(frame ? numberAt(field, over.group) : values[i][over.group]),
        active: i === over.series,
      }))
      .filter((_, i) => this.ctx.options.tooltip.mode === 'multi' || i === over.series);
  }

  #value(picture: SVGElement, bar: Bar, rect: SVGRectElement, horizontal: boolean): void {
    const { options, theme } = this.ctx;
    if (options.showValue === 'never') return;
    const text = textOf(this.#chart.series[bar.series].display(bar.value));
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map(a => Number(rect.getAttribute(a)));
    const place = valuePlace(
      { x, y, width, height },
      text.length * LETTER,
      horizontal,
      options.stacking !== 'none',
    );
    if (options.showValue === 'auto' && !place.fits) return;
    const label = svg('text', { x: place.x, y: place.y, 'text-anchor': place.anchor }, text);
    label.setAttribute('pointer-events', 'none');
    label.style.fill = place.inside ? textOn(this.#color(bar), theme) : theme.text.primary;
    picture.append(label);
  }
}

function named(field: Field, name: string | undefined): boolean {
  return name !== undefined && name !== '' && (field.name === name || field.displayName === name);
}

export default plugin<Options>(ctx => new BarChart(ctx));
