import { lackElement, textOf } from '@gnomon/panel-kit/drawn.ts';
import { keepingFocus, offerLinks } from '@gnomon/panel-kit/links.ts';
import lackStyle from '@gnomon/panel-kit/needs.css?inline';
import { lackingValues } from '@gnomon/panel-kit/needs.ts';
import { type ReduceOptions, scopeOf, type Tile, tilesInWords, tilesOf } from '@gnomon/panel-kit/values.ts';
import type { Field, PanelContext, PanelInstance, PanelPlugin } from '@gnomon/plugin-api';
import { angle, bands, DIAL_HEIGHT, dialSize, END, point, ring, START, type Step } from './arc.ts';
import panelStyle from './panel.css?inline';

interface Options {
  readonly reduceOptions: ReduceOptions;
  readonly showThresholdMarkers: boolean;
  readonly showThresholdLabels: boolean;
  readonly orientation: 'auto' | 'horizontal' | 'vertical';
}

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(panelStyle + lackStyle);
const SVG = 'http://www.w3.org/2000/svg';
const VIEW = 200;
const NAME_HEIGHT = 20;
/** Pixels between two dials. */
const GAP = 8;

class Gauge implements PanelInstance<Options> {
  readonly #box = document.createElement('div');
  #ctx: PanelContext<Options>;
  #dials: Tile[] = [];

  constructor(ctx: PanelContext<Options>) {
    this.#ctx = ctx;
    ctx.root.adoptedStyleSheets = [...ctx.root.adoptedStyleSheets, STYLE];
    ctx.element.append(this.#box);
    this.#draw();
  }

  update(ctx: PanelContext<Options>, changed: ReadonlySet<string>): void {
    this.#ctx = ctx;
    if (changed.size !== 1 || !changed.has('cursor')) keepingFocus(ctx.root, () => this.#draw());
  }

  unmount(): void {
    this.#box.remove();
  }

  describe(): string {
    return tilesInWords('Gauge', this.#dials, this.#ctx.host);
  }

  #draw(): void {
    const { data, host, width, height, options } = this.#ctx;
    this.#dials = tilesOf(data.frames, options.reduceOptions, host.ui);
    const lack = this.#dials.length === 0 && lackingValues(data.frames, options.reduceOptions, host);
    if (lack) {
      this.#box.replaceChildren(lackElement(lack));
      return;
    }
    const column =
      options.orientation === 'horizontal' || (options.orientation === 'auto' && height > width * 1.2);
    this.#box.className = `dials${column ? ' column' : ''}`;
    const count = Math.max(1, this.#dials.length);
    const named = this.#dials.length > 1;
    const below = named ? NAME_HEIGHT : 0;
    const size = column
      ? dialSize(width, height / count - below)
      : dialSize(width / count - GAP, height - below);
    const dials = this.#dials.map(dial => this.#dial(dial, size, named));
    for (const { style } of dials) {
      if (column) style.minHeight = `${size * DIAL_HEIGHT + below}px`;
      else style.minWidth = `${size}px`;
    }
    this.#box.replaceChildren(...dials);
  }

  #dial(dial: Tile, size: number, named: boolean): HTMLElement {
    const { field, name, value } = dial;
    const { theme, host, options } = this.#ctx;
    const holder = document.createElement('div');
    holder.className = 'dial';
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('width', String(Math.floor(size)));
    svg.setAttribute('height', String(Math.floor(size * DIAL_HEIGHT)));
    svg.setAttribute('viewBox', `0 0 ${VIEW} ${VIEW * DIAL_HEIGHT}`);
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', `${name} ${textOf(value)}`);
    const center = VIEW / 2;
    const markers = options.showThresholdMarkers;
    const outer = center - (markers ? 14 : 6);
    const inner = outer - 26;
    svg.append(path(ring(center, outer, inner, START, END), theme.border.weak));
    const end = angle(value.percent ?? 0);
    if (end > START)
      svg.append(path(ring(center, outer, inner, START, end), value.color ?? theme.palette[0]));
    if (markers) this.#markers(svg, field, center, outer);
    svg.append(
      label(center, center + 10, fontSize(textOf(value)), textOf(value), value.color ?? theme.text.primary),
    );
    holder.append(svg);
    if (named) {
      const element = document.createElement('div');
      element.className = 'name';
      element.textContent = name;
      element.title = name;
      holder.append(element);
    }
    if (options.showThresholdLabels) {
      for (const step of field.config.thresholds?.steps ?? []) {
        if (step.value === null) continue;
        const shownStep = field.display(step.value);
        const [x, y] = point(center, outer - 36, angle(shownStep.percent ?? 0));
        svg.append(label(x, y, 10, textOf(shownStep), host.ui.color(step.color)));
      }
    }
    offerLinks(holder, `${name} ${textOf(value)}`, [scopeOf(dial)], host);
    return holder;
  }

  #markers(svg: SVGElement, field: Field, center: number, outer: number): void {
    const { config } = field;
    const steps = (config.thresholds?.steps ?? []) as readonly Step[];
    for (const band of bands(
      steps,
      config.thresholds?.mode ?? 'absolute',
      config.min ?? 0,
      config.max ?? 100,
    )) {
      svg.append(
        path(
          ring(center, outer + 8, outer + 3, angle(band.from), angle(band.to)),
          this.#ctx.host.ui.color(band.color),
        ),
      );
    }
  }
}

function fontSize(value: string): number {
  return Math.min(34, 190 / Math.max(4, value.length));
}

function path(d: string, fill: string): SVGPathElement {
  const element = document.createElementNS(SVG, 'path');
  element.setAttribute('d', d);
  element.setAttribute('fill', fill);
  return element;
}

function label(x: number, y: number, size: number, content: string, fill: string): SVGTextElement {
  const element = document.createElementNS(SVG, 'text');
  element.setAttribute('x', String(x));
  element.setAttribute('y', String(y));
  element.setAttribute('font-size', String(size));
  element.setAttribute('font-weight', '500');
  element.setAttribute('fill', fill);
  element.textContent = content;
  return element;
}

export default { apiVersion: 1, mount: ctx => new Gauge(ctx) } satisfies PanelPlugin<Options>;
