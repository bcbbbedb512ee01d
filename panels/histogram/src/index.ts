import { barPlot, barRect } from '@gnomon/panel-kit/barPlot.ts';
import { barsOf, type Stacking } from '@gnomon/panel-kit/bars.ts';
import { Drawn, type Legend, plain, plugin } from '@gnomon/panel-kit/drawn.ts';
import { lacking } from '@gnomon/panel-kit/needs.ts';
import { numberAt } from '@gnomon/panel-kit/values.ts';
import type { Field } from '@gnomon/plugin-api';
import { type Buckets, bucketsOf } from './buckets.ts';

interface Options {
  readonly bucketCount: number;
  readonly bucketSize?: number;
  readonly bucketOffset: number;
  readonly combine: boolean;
  readonly stacking?: { readonly mode?: Stacking };
  readonly legend: Legend;
  readonly tooltip: { readonly mode: 'single' | 'multi' | 'none' };
}

class Histogram extends Drawn<Options> {
  #fields: Field[] = [];
  #buckets: Buckets = { start: 0, size: 1, counts: [] };

  describe(): string {
    const { start, size, counts } = this.#buckets;
    const sums = Array.from({ length: counts[0]?.length ?? 0 }, (_, i) =>
      counts.reduce((n, c) => n + c[i], 0),
    );
    const most = sums.indexOf(Math.max(...sums));
    const { t } = this.ctx.host;
    if (most < 0) return t('Histogram without values');
    const [from, to] = this.#texts([start + most * size, start + (most + 1) * size]);
    const values = { buckets: sums.length, count: sums[most], from, to };
    return t('Histogram, {buckets} buckets; most values, {count}, are between {from} and {to}', values);
  }

  draw(): void {
    const { data, options, theme, host } = this.ctx;
    this.#fields = data.frames.flatMap(frame => frame.fields.filter(f => f.type === 'number'));
    const groups = this.#fields.map(numbers);
    this.#buckets = bucketsOf(
      options.combine ? [groups.flat()] : groups,
      options.bucketCount,
      options.bucketSize,
      options.bucketOffset,
      this.#fields[0]?.config.unit,
    );
    const { counts, start, size: width } = this.#buckets;
    if (this.lacks(lacking(data.frames, 'number', host))) return;
    const size = this.legend(
      options.combine ? { ...options.legend, showLegend: false } : options.legend,
      this.#fields.map(field => ({
        label: field.displayName,
        color: this.#color(field),
        values: (options.legend.calcs ?? []).map(calc => field.display(host.ui.reduce(field, calc))),
      })),
    );
    const stacking = options.stacking?.mode ?? 'none';
    const length = counts[0]?.length ?? 0;
    const bars = barsOf(counts, length, stacking);
    const edges = Array.from({ length: length + 1 }, (_, i) => start + i * width);
    const plot = barPlot(
      size,
      bars,
      {
        groups: length,
        horizontal: false,
        valueTexts: ticks => ticks.map(t => (stacking === 'percent' ? `${Math.round(t * 100)}%` : String(t))),
        groupLabels: this.#texts(edges).map((text, at) => ({ at, text })),
      },
      theme,
    );
    plot.picture.setAttribute('aria-label', this.describe());
    for (const bar of bars) {
      if (bar.value === 0) continue;
      const field = this.#fields[bar.series];
      const { fillOpacity = 80, lineWidth = 1 } = (field.config.custom ?? {}) as Record<string, number>;
      const rect = barRect(plot, bar, plot.start + bar.group * plot.room + 0.5, plot.room - 1);
      rect.setAttribute('fill', this.#color(field));
      rect.setAttribute(
        'fill-opacity',
        String((fillOpacity / 100) * (counts.length > 1 && stacking === 'none' ? 0.6 : 1)),
      );
      rect.setAttribute('stroke', this.#color(field));
      rect.setAttribute('stroke-width', String(lineWidth));
      if (options.tooltip.mode !== 'none') this.tip(rect, () => this.#rows(bar.group, bar.series));
      plot.picture.append(rect);
    }
    this.plot.replaceChildren(plot.picture);
  }

  #color(field: Field): string {
    const { theme } = this.ctx;
    const mode = field.config.color?.mode ?? 'palette-classic';
    const at = this.#fields.indexOf(field);
    // Thresholds colour single values; a bucket has many.
    return mode === 'thresholds' || field.values.length === 0
      ? theme.palette[at % theme.palette.length]
      : (field.display(numberAt(field, field.values.length - 1)).color ?? theme.palette[at]);
  }

  #texts(values: readonly number[]): string[] {
    return this.#fields[0] ? this.ctx.host.ui.ticks(this.#fields[0], values) : values.map(String);
  }

  #rows(group: number, over: number) {
    const { start, size, counts } = this.#buckets;
    const [from, to] = this.#texts([start + group * size, start + (group + 1) * size]);
    const { combine, tooltip } = this.ctx.options;
    const range = { label: `${from} – ${to}`, color: 'transparent', value: plain('') };
    const series = counts.map((count, i) => ({
      label: combine ? this.ctx.host.t('Count') : this.#fields[i].displayName,
      color: this.#color(this.#fields[i]),
      value: plain(String(count[group])),
      active: i === over,
    }));
    return [range, ...series.filter((_, i) => tooltip.mode === 'multi' || i === over)];
  }
}

function numbers(field: Field): number[] {
  const found: number[] = [];
  for (let i = 0; i < field.values.length; i++) {
    const value = numberAt(field, i);
    if (Number.isFinite(value)) found.push(value);
  }
  return found;
}

export default plugin<Options>(ctx => new Histogram(ctx));
