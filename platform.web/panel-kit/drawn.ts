import type {
  ChangeKind,
  DisplayValue,
  Disposable,
  LegendItem,
  PanelContext,
  PanelInstance,
  PanelPlugin,
  Theme,
  TooltipRow,
} from '@gnomon/plugin-api';
import boxStyle from './drawn.css?inline';
import { keepingFocus } from './links.ts';
import lackStyle from './needs.css?inline';
import { LegendPlace } from './placement.ts';

/** Legend options as the dashboards carry them. */
export interface Legend {
  readonly showLegend?: boolean;
  readonly displayMode?: 'list' | 'table' | 'hidden';
  readonly placement?: 'bottom' | 'right';
  readonly calcs?: readonly string[];
  readonly sortBy?: string;
  readonly sortDesc?: boolean;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a tooltip shows, and where in the plot. */
export interface Told {
  readonly x: number;
  readonly y: number;
  readonly rows: readonly TooltipRow[];
  readonly time: number;
}

/** A panel that draws itself anew whenever something but the crosshair changes. */
export abstract class Drawn<O> implements PanelInstance<O> {
  protected ctx: PanelContext<O>;
  protected readonly plot = document.createElement('div');
  protected readonly tooltip;
  readonly #box = document.createElement('div');
  readonly #keys = document.createElement('div');
  readonly #place = new LegendPlace();
  #legend: Disposable | undefined;

  constructor(ctx: PanelContext<O>, css = '') {
    this.ctx = ctx;
    const style = new CSSStyleSheet();
    style.replaceSync(boxStyle + lackStyle + css);
    ctx.root.adoptedStyleSheets = [...ctx.root.adoptedStyleSheets, style];
    this.#box.className = 'box';
    this.plot.className = 'plot';
    this.#keys.className = 'keys';
    this.#keys.style.display = 'none';
    this.#box.append(this.plot, this.#keys);
    ctx.element.append(this.#box);
    this.tooltip = ctx.host.ui.tooltip(this.plot);
  }

  /** Reads `ctx` and puts the picture into `plot`. */
  abstract draw(): void;
  abstract describe(): string;

  /** The shared crosshair moved. */
  protected follow(_time: number | null): void {}

  /** All values at the time of another panel's pointer, where dashboards share the tooltip; undefined: there are none. */
  protected told(_time: number): Told | undefined {
    return undefined;
  }

  #pointedElsewhere(time: number | null): void {
    this.follow(time);
    if (!this.ctx.host.cursorTooltip) return;
    const told = time === null ? undefined : this.told(time);
    if (told && told.rows.length > 0) this.tooltip.show(told.x, told.y, told.rows, told.time);
    else this.tooltip.hide();
  }

  update(ctx: PanelContext<O>, changed: ReadonlySet<ChangeKind>): void {
    this.ctx = ctx;
    if (changed.size === 1 && changed.has('cursor')) this.#pointedElsewhere(ctx.host.cursor);
    else keepingFocus(ctx.root, () => this.draw());
  }

  unmount(): void {
    this.tooltip.dispose();
    this.#legend?.dispose();
    this.#box.remove();
  }

  /** Draws the legend and says what is left for the picture, in pixels. */
  protected legend(
    legend: Legend | undefined,
    items: readonly LegendItem[],
    calcs: readonly string[] = legend?.calcs ?? [],
    onToggle?: (index: number, only: boolean) => void,
  ): Size {
    const { width, height, host } = this.ctx;
    const mode = legend?.showLegend === false || !legend ? 'hidden' : (legend.displayMode ?? 'list');
    this.#keys.style.display = mode === 'hidden' ? 'none' : '';
    if (mode === 'hidden') {
      this.#legend?.dispose();
      this.#legend = undefined;
      return { width, height };
    }
    const placement = this.#place.drawn(width, legend?.placement ?? 'bottom', this.#keys, where => {
      this.#box.className = `box ${where}`;
      this.#keys.style.width = '';
      this.#keys.style.maxHeight = where === 'right' ? '' : `${Math.round(height * 0.35)}px`;
      this.#legend = host.ui.legend(this.#keys, items, {
        displayMode: mode,
        placement: where,
        calcs,
        ...(legend?.sortBy && { sortBy: legend.sortBy }),
        ...(legend?.sortDesc !== undefined && { sortDesc: legend.sortDesc }),
        ...(onToggle && { onToggle }),
      });
    });
    return placement === 'right'
      ? { width: Math.max(40, width - this.#keys.offsetWidth), height }
      : { width, height: Math.max(20, height - this.#keys.offsetHeight) };
  }

  /** Says in the place of picture and legend what the data lacks (see needs.ts); false when it lacks nothing. */
  protected lacks(sentence: string | undefined): boolean {
    if (sentence === undefined) return false;
    this.legend(undefined, []);
    this.plot.replaceChildren(lackElement(sentence));
    return true;
  }

  /** Shows a tooltip while the pointer is over the element. */
  protected tip(
    element: Element,
    rows: () => { label: string; color: string; value: DisplayValue }[],
    time?: number,
  ): void {
    element.addEventListener('pointermove', event => {
      const origin = this.plot.getBoundingClientRect();
      const { clientX, clientY } = event as PointerEvent;
      this.tooltip.show(clientX - origin.left, clientY - origin.top, rows(), time);
    });
    element.addEventListener('pointerleave', () => this.tooltip.hide());
  }
}

/** The module's default export for a drawn panel; `more` is what else the contract offers. */
export function plugin<O>(
  make: (ctx: PanelContext<O>) => Drawn<O>,
  more: Pick<PanelPlugin<O>, 'saysEmpty'> = {},
): PanelPlugin<O> {
  return {
    apiVersion: 1,
    ...more,
    mount: ctx => {
      const panel = make(ctx);
      panel.draw();
      return panel;
    },
  };
}

const SVG = 'http://www.w3.org/2000/svg';

/** An SVG element; attributes that are undefined are left out. */
export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** An HTML element with a class and text or children. */
export function html<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.className = className;
  element.append(...children);
  return element;
}

/** The sentence about what the data lacks, which stands in the place of the picture; its look is needs.css. */
export function lackElement(sentence: string): HTMLElement {
  const element = html('p', 'lack', sentence);
  element.setAttribute('role', 'status');
  return element;
}

/** A display value in one string. */
export function textOf(value: DisplayValue): string {
  return `${value.prefix ?? ''}${value.text}${value.suffix ?? ''}`;
}

/** Text as it is where the field's own display is not asked, for tooltips. */
export function plain(text: string): DisplayValue {
  return { text, numeric: Number.NaN };
}

/** Black or white, whichever is easier to read on the colour (relative luminance, WCAG 2.2). */
export function textOn(color: string, theme: Theme): string {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})/i.exec(color);
  if (!hex) return theme.text.primary;
  const [r, g, b] = hex.slice(1).map(part => {
    const share = Number.parseInt(part, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  // Where both have the same contrast.
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.194 ? '#111217' : '#ffffff';
}
