import { widest } from '@gnomon/panel-kit/axis.ts';
import { Drawn, type Legend, plain, plugin, svg, textOf, textOn } from '@gnomon/panel-kit/drawn.ts';
import { offerLinks, pictureRole } from '@gnomon/panel-kit/links.ts';
import { lackingValues } from '@gnomon/panel-kit/needs.ts';
import { type ReduceOptions, scopeOf, tilesOf } from '@gnomon/panel-kit/values.ts';
import { holds, middle, percentText, type Slice, slicePath, slicesOf } from './slices.ts';

interface Options {
  readonly reduceOptions: ReduceOptions;
  readonly pieType: 'pie' | 'donut';
  readonly displayLabels: readonly ('name' | 'value' | 'percent')[];
  readonly sort: 'asc' | 'desc' | 'none';
  readonly legend: Legend & { readonly values?: readonly string[] };
  readonly tooltip: { readonly mode: 'single' | 'multi' | 'none' };
}

/** Pixels from one line of a label to the next. */
const LINE = 14;

class PieChart extends Drawn<Options> {
  #slices: Slice[] = [];

  describe(): string {
    const parts = this.#slices.map(s => `${s.tile.name} ${textOf(s.tile.value)}, ${percentText(s.share)}`);
    return this.ctx.host.t('Pie chart, {count} slices. {parts}', {
      count: parts.length,
      parts: parts.slice(0, 12).join('; '),
    });
  }

  draw(): void {
    const { data, options, host } = this.ctx;
    const tiles = tilesOf(data.frames, options.reduceOptions, host.ui);
    this.#slices = slicesOf(tiles, options.sort);
    if (tiles.length === 0 && this.lacks(lackingValues(data.frames, options.reduceOptions, host))) return;
    const values = options.legend.values ?? [];
    const { width, height } = this.legend(
      options.legend,
      this.#slices.map(slice => ({
        label: slice.tile.name,
        color: this.#color(slice),
        values: values.map(kind => (kind === 'percent' ? plain(percentText(slice.share)) : slice.tile.value)),
      })),
      values.map(kind => host.t(kind === 'percent' ? 'Percent' : 'Value')),
    );
    const size = Math.max(20, Math.min(width, height) - 4);
    const outer = size / 2 - 2;
    const inner = options.pieType === 'donut' ? outer * 0.6 : 0;
    const picture = svg('svg', {
      width: size,
      height: size,
      role: pictureRole(data.frames),
      'aria-label': this.describe(),
    });
    picture.style.left = `${(width - size) / 2}px`;
    picture.style.top = `${(height - size) / 2}px`;
    for (const slice of this.#slices) {
      const path = svg('path', {
        d: slicePath(size / 2, outer, inner, slice),
        fill: this.#color(slice),
        stroke: this.ctx.theme.background.panel,
        'stroke-width': this.#slices.length > 1 ? 1.5 : 0,
      });
      if (options.tooltip.mode !== 'none') this.tip(path, () => this.#rows(slice));
      offerLinks(path, `${slice.tile.name} ${textOf(slice.tile.value)}`, [scopeOf(slice.tile)], host);
      picture.append(path);
    }
    const ring = { inner, outer, middle: inner ? (outer + inner) / 2 : outer * 0.66 };
    for (const slice of this.#slices) this.#label(picture, slice, size / 2, ring);
    this.plot.replaceChildren(picture);
  }

  #color({ tile }: Slice): string {
    const { theme } = this.ctx;
    return (
      tile.value.color ?? theme.palette[this.#slices.findIndex(s => s.tile === tile) % theme.palette.length]
    );
  }

  #rows(over: Slice) {
    const shown = this.ctx.options.tooltip.mode === 'multi' ? this.#slices : [over];
    return shown.map(slice => ({
      label: slice.tile.name,
      color: this.#color(slice),
      value: {
        ...slice.tile.value,
        suffix: `${slice.tile.value.suffix ?? ''} (${percentText(slice.share)})`,
      },
      active: slice === over,
    }));
  }

  /** Labels only where the slice has room for them. */
  #label(picture: SVGElement, slice: Slice, center: number, ring: Parameters<typeof holds>[1]): void {
    const lines = this.ctx.options.displayLabels.map(kind =>
      kind === 'name'
        ? slice.tile.name
        : kind === 'percent'
          ? percentText(slice.share)
          : textOf(slice.tile.value),
    );
    const wide = widest(lines, this.ctx.theme.font.family);
    if (lines.length === 0 || !holds(slice, ring, wide, LINE * lines.length - 3)) return;
    const [x, y] = middle(center, ring.middle, slice);
    const fill = textOn(this.#color(slice), this.ctx.theme);
    lines.forEach((line, i) => {
      const text = svg(
        'text',
        {
          x,
          y: y + (i - (lines.length - 1) / 2) * LINE + 4,
          'text-anchor': 'middle',
          'pointer-events': 'none',
        },
        line,
      );
      text.style.fill = fill;
      picture.append(text);
    });
  }
}

export default plugin<Options>(ctx => new PieChart(ctx));
