import { html, lackElement, textOf } from '@gnomon/panel-kit/drawn.ts';
import { keepingFocus, offerLinks } from '@gnomon/panel-kit/links.ts';
import lackStyle from '@gnomon/panel-kit/needs.css?inline';
import { lackingValues } from '@gnomon/panel-kit/needs.ts';
import { type ReduceOptions, scopeOf, type Tile, tilesInWords, tilesOf } from '@gnomon/panel-kit/values.ts';
import type { PanelContext, PanelInstance, PanelPlugin } from '@gnomon/plugin-api';
import { arrange, GAP, MORE_HEIGHT } from './arrange.ts';
import panelStyle from './panel.css?inline';
import { drawSparkline } from './sparkline.ts';

interface Options {
  readonly reduceOptions: ReduceOptions;
  readonly graphMode: 'none' | 'area';
  readonly colorMode: 'none' | 'value' | 'background' | 'background_solid';
  readonly textMode: 'auto' | 'value' | 'value_and_name' | 'name' | 'none';
  readonly justifyMode: 'auto' | 'center';
  readonly orientation: 'auto' | 'horizontal' | 'vertical';
  readonly showPercentChange: boolean;
}

/** Pixels of a tile below which a graph would be over its words. */
const GRAPH_LEAST = 44;

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(panelStyle + lackStyle);
const measure = document.createElement('canvas').getContext('2d');

class Stat implements PanelInstance<Options> {
  readonly #box = document.createElement('div');
  #ctx: PanelContext<Options>;
  #tiles: Tile[] = [];

  constructor(ctx: PanelContext<Options>) {
    this.#ctx = ctx;
    ctx.root.adoptedStyleSheets = [...ctx.root.adoptedStyleSheets, STYLE];
    this.#box.className = 'tiles';
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
    return tilesInWords('Stat', this.#tiles, this.#ctx.host);
  }

  #draw(): void {
    const { data, options, host, width, height } = this.#ctx;
    this.#tiles = tilesOf(data.frames, options.reduceOptions, host.ui);
    const lack = this.#tiles.length === 0 && lackingValues(data.frames, options.reduceOptions, host);
    if (lack) {
      this.#box.replaceChildren(lackElement(lack));
      return;
    }
    const least = this.#leastHeight();
    const { columns, rows, shown } = arrange(this.#tiles.length, width, height, options.orientation, least);
    const more = this.#tiles.length - shown;
    const below = more > 0 ? MORE_HEIGHT : 0;
    this.#box.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    this.#box.style.gridTemplateRows = `repeat(${rows}, minmax(0, 1fr))`;
    this.#box.style.paddingBottom = `${below}px`;
    const size = {
      width: (width - GAP * (columns - 1)) / columns,
      height: (height - below - GAP * (rows - 1)) / rows,
    };
    this.#box.replaceChildren(...this.#tiles.slice(0, shown).map(tile => this.#element(tile, size)));
    if (more > 0)
      this.#box.append(
        html('div', 'more', host.t('{count} more; the data as a table has all', { count: more })),
      );
  }

  /** Pixels of the lines of a tile in their smallest size. */
  #leastHeight(): number {
    const { textMode, showPercentChange } = this.#ctx.options;
    const value = textMode === 'name' || textMode === 'none' ? 0 : 16;
    return Math.max(18, value + (this.#isNamed() ? 18 : 0) + (showPercentChange ? 18 : 0));
  }

  #isNamed(): boolean {
    const { textMode } = this.#ctx.options;
    return (
      textMode === 'name' || textMode === 'value_and_name' || (textMode === 'auto' && this.#tiles.length > 1)
    );
  }

  #element(tile: Tile, size: { width: number; height: number }): HTMLElement {
    const { options, theme } = this.#ctx;
    const filled = options.colorMode.startsWith('background');
    const color = tile.value.color ?? theme.text.primary;
    const element = document.createElement('div');
    element.className = `tile${filled ? ' filled' : ''}${options.justifyMode === 'center' ? ' center' : ''}`;
    if (filled) {
      element.style.background =
        options.colorMode === 'background'
          ? `linear-gradient(120deg, ${color}, color-mix(in srgb, ${color} 70%, black))`
          : color;
    }
    const graph =
      options.graphMode === 'area' &&
      tile.field.type === 'number' &&
      tile.field.values.length > 1 &&
      size.height >= GRAPH_LEAST;
    if (graph) {
      const canvas = document.createElement('canvas');
      drawSparkline(canvas, tile.field, filled ? '#fff' : color, size.width, Math.round(size.height * 0.5));
      element.append(canvas);
    }
    element.append(this.#words(tile, size, filled, graph, color));
    offerLinks(element, `${tile.name} ${textOf(tile.value)}`, [scopeOf(tile)], this.#ctx.host);
    return element;
  }

  #words(
    tile: Tile,
    size: { width: number; height: number },
    filled: boolean,
    graph: boolean,
    color: string,
  ): HTMLElement {
    const { options } = this.#ctx;
    const named = this.#isNamed();
    const words = document.createElement('div');
    words.className = 'words';
    if (named) words.append(span('name', tile.name));
    if (options.textMode !== 'name' && options.textMode !== 'none') {
      const value = span('value', '');
      const { prefix, text: number, suffix } = tile.value;
      if (prefix) value.append(span('unit', prefix));
      value.append(number);
      if (suffix) value.append(span('unit', suffix));
      if (!filled && options.colorMode === 'value') value.style.color = color;
      const free = size.height - (named ? 18 : 0);
      value.style.fontSize = `${fontSize(textOf(tile.value), size.width - (filled ? 16 : 0), free * (graph ? 0.62 : 0.8), this.#ctx)}px`;
      words.append(value);
    }
    if (options.showPercentChange && Number.isFinite(tile.change)) {
      words.append(span('change', `${tile.change >= 0 ? '+' : ''}${(tile.change * 100).toFixed(1)}%`));
    }
    return words;
  }
}

/** The largest size in which the text fits; bounded, so that a wall of stats stays calm. */
function fontSize(value: string, width: number, height: number, { theme }: PanelContext<Options>): number {
  if (!measure) return 24;
  measure.font = `500 100px ${theme.font.family}`;
  const fits = (width / Math.max(1, measure.measureText(value).width)) * 100;
  return Math.max(12, Math.min(fits * 0.95, height / 1.15, 38));
}

function span(className: string, content: string): HTMLElement {
  const element = document.createElement(className === 'unit' ? 'span' : 'div');
  element.className = className;
  element.textContent = content;
  return element;
}

export default { apiVersion: 1, mount: ctx => new Stat(ctx) } satisfies PanelPlugin<Options>;
