import { Drawn, html, plugin, textOf } from '@gnomon/panel-kit/drawn.ts';
import { offerLinks } from '@gnomon/panel-kit/links.ts';
import { lackingValues } from '@gnomon/panel-kit/needs.ts';
import { type ReduceOptions, scopeOf, type Tile, tilesInWords, tilesOf } from '@gnomon/panel-kit/values.ts';
import type { PanelContext } from '@gnomon/plugin-api';
import { lamps, lies, share } from './bars.ts';
import panelStyle from './panel.css?inline';

interface Options {
  readonly reduceOptions: ReduceOptions;
  readonly displayMode: 'basic' | 'gradient' | 'lcd';
  readonly orientation: 'auto' | 'horizontal' | 'vertical';
  readonly valueMode: 'color' | 'text' | 'hidden';
  readonly namePlacement: 'auto' | 'top' | 'left' | 'hidden';
  readonly showUnfilled: boolean;
  readonly sizing: 'auto' | 'manual';
  readonly minVizWidth: number;
  readonly minVizHeight: number;
  readonly maxVizHeight: number;
}

const NAME_HEIGHT = 18;

class BarGauge extends Drawn<Options> {
  #tiles: Tile[] = [];

  constructor(ctx: PanelContext<Options>) {
    super(ctx, panelStyle);
  }

  describe(): string {
    return tilesInWords('Bar gauge', this.#tiles, this.ctx.host);
  }

  draw(): void {
    const { data, options, host, width, height } = this.ctx;
    this.#tiles = tilesOf(data.frames, options.reduceOptions, host.ui);
    if (this.#tiles.length === 0 && this.lacks(lackingValues(data.frames, options.reduceOptions, host)))
      return;
    const lying = lies(options.orientation, width, height);
    const count = Math.max(1, this.#tiles.length);
    const beside =
      lying &&
      (options.namePlacement === 'left' ||
        (options.namePlacement === 'auto' && height / count < NAME_HEIGHT + 24));
    const texts = Math.max(1, ...this.#tiles.map(tile => textOf(tile.value).length));
    const box = html('div', `bars ${lying ? 'lying' : 'standing'}`);
    for (const tile of this.#tiles) box.append(this.#bar(tile, lying, beside, count, texts));
    this.plot.replaceChildren(box);
  }

  #bar(tile: Tile, lying: boolean, beside: boolean, count: number, texts: number): HTMLElement {
    const { options, width, height, theme } = this.ctx;
    const color = tile.value.color ?? theme.palette[0];
    const named = options.namePlacement !== 'hidden' && (count > 1 || tile.field.config.displayName);
    const bar = html('div', `bar${beside ? ' beside' : ''}`);
    const line = html('div', 'line');
    bar.setAttribute('role', 'img');
    bar.setAttribute('aria-label', `${tile.name} ${textOf(tile.value)}`);
    if (named) {
      const name = html('div', 'name', tile.name);
      name.title = tile.name;
      if (beside) name.style.width = `${Math.round(Math.min(width * 0.3, 220))}px`;
      bar.append(name);
    }
    const room = height / count - (named && !beside ? NAME_HEIGHT : 0) - 8;
    if (lying) {
      const most = options.sizing === 'manual' ? options.maxVizHeight : 300;
      const least = options.sizing === 'manual' ? options.minVizHeight : 12;
      line.style.flex = 'none';
      line.style.height = `${Math.max(least, Math.min(most, room))}px`;
      if (beside) line.style.flex = '1';
      bar.style.flex = '0 0 auto';
    } else if (options.sizing === 'manual') bar.style.minWidth = `${options.minVizWidth}px`;
    line.append(this.#track(tile, color, lying, lying ? width * 0.7 : height * 0.75));
    if (options.valueMode !== 'hidden') {
      const size = lying
        ? Math.max(12, Math.min(30, room * 0.6))
        : Math.max(10, Math.min(24, (width / count - 8) / (texts * 0.66)));
      const value = html('div', 'value', textOf(tile.value));
      value.style.fontSize = `${size}px`;
      if (lying) value.style.width = `${(texts * 0.58 + 0.3).toFixed(2)}em`;
      if (options.valueMode === 'color') value.style.color = color;
      line.append(value);
    }
    bar.append(line);
    offerLinks(bar, `${tile.name} ${textOf(tile.value)}`, [scopeOf(tile)], this.ctx.host);
    return bar;
  }

  #track(tile: Tile, color: string, lying: boolean, length: number): HTMLElement {
    const { options, theme } = this.ctx;
    const filled = share(tile.value.percent);
    if (options.displayMode === 'lcd') return this.#lamps(tile, filled, length);
    const track = html('div', 'track');
    const fill = html('div', 'fill');
    if (options.showUnfilled) track.style.background = theme.border.weak;
    fill.style.width = lying ? `${filled * 100}%` : '100%';
    fill.style.height = lying ? '100%' : `${filled * 100}%`;
    fill.style.background =
      options.displayMode === 'gradient'
        ? `linear-gradient(${lying ? 'to right' : 'to top'}, color-mix(in srgb, ${color} 45%, transparent), ${color})`
        : `color-mix(in srgb, ${color} 30%, transparent)`;
    if (options.displayMode === 'basic')
      fill.style[lying ? 'borderRight' : 'borderTop'] = `2px solid ${color}`;
    track.append(fill);
    return track;
  }

  /** Every lamp has the colour of the value that it stands for. */
  #lamps({ field, value }: Tile, filled: number, length: number): HTMLElement {
    const { theme, options } = this.ctx;
    const track = html('div', 'track lamps');
    const count = lamps(length);
    const { min, max } = extent(field.config, value.numeric, filled);
    for (let i = 0; i < count; i++) {
      const at = (i + 0.5) / count;
      const lamp = html('div', 'lamp');
      const on = at <= filled;
      const color = field.display(min + at * (max - min)).color ?? theme.palette[0];
      lamp.style.background = on || options.showUnfilled ? color : 'transparent';
      if (!on) lamp.style.opacity = '0.18';
      track.append(lamp);
    }
    return track;
  }
}

/** The range of the bar; without min and max it follows from the value and its share. */
function extent(
  config: { readonly min?: number; readonly max?: number },
  value: number,
  filled: number,
): { min: number; max: number } {
  const min = config.min ?? 0;
  const max = config.max ?? (filled > 0 ? min + (value - min) / filled : min + 100);
  return { min, max };
}

export default plugin<Options>(ctx => new BarGauge(ctx));
