import { lackElement } from '@gnomon/panel-kit/drawn.ts';
import { hasLinks } from '@gnomon/panel-kit/links.ts';
import markStyle from '@gnomon/panel-kit/marks.css?inline';
import { Marks } from '@gnomon/panel-kit/marks.ts';
import lackStyle from '@gnomon/panel-kit/needs.css?inline';
import { lacking } from '@gnomon/panel-kit/needs.ts';
import { LegendPlace, type Placement } from '@gnomon/panel-kit/placement.ts';
import type {
  ChangeKind,
  Disposable,
  PanelContext,
  PanelInstance,
  PanelPlugin,
  TooltipRow,
} from '@gnomon/plugin-api';
import type uPlot from 'uplot';
import chartStyle from 'uplot/dist/uPlot.min.css?inline';
import { colorOf, createChart, dataOf, isMarking, signature, singleOut } from './chart.ts';
import type { Options } from './custom.ts';
import panelStyle from './panel.css?inline';
import { samplesAt, stepped } from './samples.ts';
import { type Scale, scalesOf } from './scales.ts';
import { type Aligned, align } from './series.ts';
import { ThresholdHandles } from './thresholdHandles.ts';

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(chartStyle + panelStyle + markStyle + lackStyle);

class TimeSeries implements PanelInstance<Options> {
  #ctx: PanelContext<Options>;
  #aligned: Aligned = { times: [], series: [] };
  #scales: Scale[] = [];
  #chart: uPlot | undefined;
  #signature = '';
  #legend: Disposable | undefined;
  readonly #place = new LegendPlace();
  #placement: Placement = 'bottom';
  #focus: number | null = null;
  #lack: HTMLElement | undefined;
  readonly #box = document.createElement('div');
  readonly #plot = document.createElement('div');
  readonly #keys = document.createElement('div');
  readonly #crosshair = document.createElement('div');
  readonly #tooltip;
  readonly #marks: Marks;
  readonly #thresholds = new ThresholdHandles(() => ({ ctx: this.#ctx, scales: this.#scales }));

  constructor(ctx: PanelContext<Options>) {
    this.#ctx = ctx;
    ctx.root.adoptedStyleSheets = [...ctx.root.adoptedStyleSheets, STYLE];
    this.#plot.className = 'chart';
    this.#keys.className = 'keys';
    this.#crosshair.className = 'crosshair';
    this.#crosshair.hidden = true;
    this.#box.append(this.#plot, this.#keys);
    ctx.element.append(this.#box);
    this.#tooltip = ctx.host.ui.tooltip(this.#plot);
    this.#marks = new Marks(() => this.#ctx);
    this.#plot.addEventListener('click', event => this.#mark(event));
    this.#plot.addEventListener('keydown', event => this.#key(event));
    this.#plot.addEventListener('blur', () => this.#left());
    this.#draw();
  }

  update(ctx: PanelContext<Options>, changed: ReadonlySet<ChangeKind>): void {
    this.#ctx = ctx;
    if (changed.size === 1 && changed.has('cursor')) this.#follow(ctx.host.cursor);
    else this.#draw();
  }

  unmount(): void {
    this.#tooltip.dispose();
    this.#marks.dispose();
    this.#legend?.dispose();
    this.#chart?.destroy();
    this.#box.remove();
  }

  describe(): string {
    const { series } = this.#aligned;
    const newest = series
      .map(
        s =>
          `${s.field.displayName} ${text(s.field.display(this.#ctx.host.ui.reduce(s.field, 'lastNotNull')))}`,
      )
      .slice(0, 8);
    const values = { count: series.length, newest: newest.join(', ') };
    return this.#ctx.host.t('Line chart, {count} series. {newest}', values);
  }

  async snapshot(): Promise<Blob> {
    const canvas = this.#plot.querySelector('canvas') as HTMLCanvasElement;
    return new Promise((resolve, reject) =>
      canvas.toBlob(blob =>
        blob ? resolve(blob) : reject(new Error(this.#ctx.host.t('The chart has no picture yet.'))),
      ),
    );
  }

  #draw(): void {
    const ctx = this.#ctx;
    this.#aligned = align(ctx.data.frames);
    this.#scales = scalesOf(this.#aligned.series);
    this.#sayLack();
    this.#drawLegend();
    this.#offerKeys();
    const size = this.#plotSize();
    const wanted = signature(this.#aligned, this.#scales, ctx);
    if (this.#chart && wanted === this.#signature) {
      const chart = this.#chart;
      if (chart.width !== size.width || chart.height !== size.height) chart.setSize(size);
      chart.setData(dataOf(this.#aligned));
      return;
    }
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#signature = wanted;
    if (this.#aligned.series.length === 0 || size.height < 20) return;
    const latest = () => ({ ctx: this.#ctx, scales: this.#scales });
    this.#chart = createChart(this.#aligned, this.#scales, latest, size, this.#plot, {
      moved: u => this.#moved(u),
      clicked: (u, event) => {
        const { idx } = u.cursor;
        if (typeof idx === 'number' && !isMarking(event))
          this.#showLinks(idx, { x: event.clientX, y: event.clientY });
      },
      left: () => this.#left(),
      zoomed: (from, to) => this.#ctx.host.setTimeRange({ from: Math.round(from), to: Math.round(to) }),
      zoomedOut: () => this.#zoomOut(),
      focused: index => {
        this.#focus = index;
      },
      drawn: u => {
        this.#marks.draw(time => u.valToPos(time, 'x'), u.over.clientWidth);
        this.#thresholds.draw(u);
      },
      marked: (from, to) => this.#ctx.host.annotate?.({ time: Math.round(from), timeEnd: Math.round(to) }),
    });
    this.#chart.over.append(this.#marks.element, this.#crosshair, this.#thresholds.element);
  }

  #sayLack(): void {
    const { data, host } = this.#ctx;
    const sentence = lacking(data.frames, 'time number', host);
    this.#lack?.remove();
    this.#lack = sentence === undefined ? undefined : lackElement(sentence);
    if (this.#lack) this.#box.append(this.#lack);
  }

  #drawLegend(): void {
    const { legend } = this.#ctx.options;
    const { ui } = this.#ctx.host;
    const shown = this.#aligned.series.filter(s => s.hidden || s.style.hideFrom?.legend !== true);
    const mode = legend.showLegend ? legend.displayMode : 'hidden';
    this.#keys.style.display = mode === 'hidden' ? 'none' : '';
    this.#keys.style.maxHeight = `${Math.round(this.#ctx.height * 0.35)}px`;
    if (mode === 'hidden') {
      this.#legend?.dispose();
      this.#legend = undefined;
      return;
    }
    const items = shown.map(s => ({
      label: s.field.displayName,
      color: colorOf(s.field, this.#ctx),
      hidden: s.hidden,
      values: legend.calcs.map(calc => s.field.display(ui.reduce(s.field, calc))),
    }));
    this.#placement = this.#place.drawn(this.#ctx.width, legend.placement, this.#keys, placement => {
      this.#box.className = `box ${placement}`;
      this.#keys.style.width = placement === 'right' ? `${legendWidth(this.#ctx.width)}px` : '';
      this.#legend = ui.legend(this.#keys, items, {
        displayMode: mode,
        placement,
        calcs: legend.calcs,
        ...(legend.sortBy && { sortBy: legend.sortBy }),
        ...(legend.sortDesc !== undefined && { sortDesc: legend.sortDesc }),
        onToggle: (index, only) => this.#ctx.host.toggleSeries(shown[index].key, only),
        onHover: index => {
          const at = index === null ? null : this.#aligned.series.indexOf(shown[index]);
          if (this.#chart) singleOut(this.#chart, at);
        },
      });
    });
  }

  #plotSize(): { width: number; height: number } {
    const { width, height, options } = this.#ctx;
    const hidden = !options.legend.showLegend || options.legend.displayMode === 'hidden';
    if (hidden) return { width: Math.floor(width), height: Math.floor(height) };
    if (this.#placement === 'right') {
      return { width: Math.floor(width - this.#keys.offsetWidth), height: Math.floor(height) };
    }
    return { width: Math.floor(width), height: Math.floor(height - this.#keys.offsetHeight) };
  }

  /** The pointer moved here: tooltip, and the crosshair of the other panels. */
  #moved(u: uPlot): void {
    const { host } = this.#ctx;
    const left = u.cursor.left ?? 0;
    host.setCursor(u.posToVal(left, 'x'));
    const index = u.cursor.idx;
    if (index === null || index === undefined) this.#tooltip.hide();
    else this.#showTooltip(left + u.over.offsetLeft, (u.cursor.top ?? 0) + u.over.offsetTop, index);
  }

  /** @param all of every series, also where the panel shows only the one under its pointer */
  #showTooltip(x: number, y: number, index: number, all = false): void {
    const { mode, sort } = this.#ctx.options.tooltip;
    const rows: (TooltipRow & { value: { numeric: number } })[] = [];
    this.#aligned.series.forEach((series, i) => {
      if (series.hidden || series.style.hideFrom?.tooltip === true) return;
      const value = series.values[index];
      if (typeof value !== 'number' || (mode === 'single' && !all && this.#focus !== i)) return;
      rows.push({
        label: series.field.displayName,
        color: colorOf(series.field, this.#ctx),
        value: series.field.display(value),
        active: this.#focus === i,
      });
    });
    if (sort !== 'none') rows.sort((a, b) => (sort === 'asc' ? 1 : -1) * (a.value.numeric - b.value.numeric));
    if (mode === 'none' || rows.length === 0) this.#tooltip.hide();
    else this.#tooltip.show(x, y, rows, this.#aligned.times[index]);
  }

  /** A click with Ctrl held writes something down at this time. */
  #mark(event: MouseEvent): void {
    const chart = this.#chart;
    if (!chart || !isMarking(event) || event.target !== chart.over) return;
    const left = event.clientX - chart.over.getBoundingClientRect().left;
    this.#ctx.host.annotate?.({ time: Math.round(chart.posToVal(left, 'x')) });
  }

  #left(): void {
    this.#tooltip.hide();
    this.#ctx.host.setCursor(null);
  }

  #showLinks(index: number, at: Element | { x: number; y: number }): void {
    const { host, data } = this.#ctx;
    host.showLinks(at, samplesAt(this.#aligned, data.frames, index, this.#focus));
  }

  /** A chart whose samples lead somewhere can be walked by keyboard: arrows move from sample to sample, Enter shows the links. */
  #offerKeys(): void {
    const plot = this.#plot;
    const linked = this.#aligned.series.some(hasLinks);
    plot.tabIndex = linked ? 0 : -1;
    if (!linked) return;
    plot.setAttribute('role', 'application');
    const name = this.#ctx.host.t('Samples: arrow keys choose one, Enter shows its links');
    plot.setAttribute('aria-label', name);
  }

  #key(event: KeyboardEvent): void {
    const chart = this.#chart;
    const { times, series } = this.#aligned;
    if (!chart || times.length === 0 || event.target !== this.#plot) return;
    const index = chart.cursor.idx ?? times.length - 1;
    if (event.key === 'Enter') this.#showLinks(index, this.#plot);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const by = event.key === 'ArrowDown' ? 1 : -1;
      const next = ((this.#focus ?? (by > 0 ? -1 : series.length)) + by + series.length) % series.length;
      chart.setSeries(next + 1, { focus: true });
      singleOut(chart, next);
    } else {
      const next = stepped(event.key, index, times.length);
      if (next === undefined) return;
      chart.setCursor({ left: chart.valToPos(times[next], 'x'), top: 12 });
    }
    event.preventDefault();
  }

  /** Another panel's pointer: a line, which is moved and nothing drawn, and the tooltip where it is wanted. */
  #follow(time: number | null): void {
    const chart = this.#chart;
    if (!chart) return;
    const left = time === null ? -1 : chart.valToPos(time, 'x');
    this.#crosshair.hidden = left < 0 || left > chart.over.clientWidth;
    this.#crosshair.style.transform = `translateX(${Math.round(left)}px)`;
    if (!this.#ctx.host.cursorTooltip) return;
    if (this.#crosshair.hidden) this.#tooltip.hide();
    else
      this.#showTooltip(left + chart.over.offsetLeft, chart.over.offsetTop, chart.valToIdx(time ?? 0), true);
  }

  #zoomOut(): void {
    const { from, to } = this.#ctx.data.timeRange;
    const half = (to - from) / 2;
    this.#ctx.host.setTimeRange({
      from: Math.round(from - half),
      to: Math.round(Math.min(to + half, Date.now())),
    });
  }
}

/** Pixels of a legend at the right whose columns do not need more. */
function legendWidth(width: number): number {
  return Math.ceil(Math.min(width * 0.4, 240));
}

function text(value: { prefix?: string; text: string; suffix?: string }): string {
  return `${value.prefix ?? ''}${value.text}${value.suffix ?? ''}`;
}

export default {
  apiVersion: 1,
  mount: ctx => new TimeSeries(ctx),
} satisfies PanelPlugin<Options>;
