import type { Theme } from '@gnomon/plugin-api';
import { niceTicks, widest } from './axis.ts';
import { type Bar, extentOf } from './bars.ts';
import { type Size, svg } from './drawn.ts';
import { unitStep } from './unitSteps.ts';

/** The frame of a bar picture: where values and groups are, with grid and labels already drawn. */
export interface BarPlot {
  readonly picture: SVGSVGElement;
  /** Pixels of a value along the value axis. */
  at(value: number): number;
  /** Start and room of a group across, in pixels. */
  readonly start: number;
  readonly room: number;
  /** Pixels between which bars grow, labels left out. */
  readonly reach: readonly [number, number];
  readonly horizontal: boolean;
}

export interface BarAxes {
  readonly groups: number;
  readonly horizontal: boolean;
  readonly min?: number;
  readonly max?: number;
  /** In which values are shown, so that their ticks are round in it. */
  readonly unit?: string;
  readonly valueTexts: (ticks: readonly number[]) => readonly string[];
  /** Labels of groups: at which (fractional) group each stands. */
  readonly groupLabels: readonly { readonly at: number; readonly text: string }[];
  readonly rotation?: number;
}

/** Draws axes and grid; lying bars have their names at the left. */
export function barPlot(size: Size, bars: readonly Bar[], axes: BarAxes, theme: Theme): BarPlot {
  const { width, height } = size;
  const { horizontal, groups, groupLabels, rotation = 0 } = axes;
  const found = extentOf(bars);
  const min = Math.min(axes.min ?? found.min, found.min);
  const wanted = Math.max(1, (horizontal ? width : height) / (horizontal ? 90 : 45));
  const step = unitStep((found.max - min) / wanted, axes.unit);
  // The longest bar ends below the next round number, so that its value has room.
  const max = Math.max(axes.max ?? Math.ceil((found.max * 1.02) / step) * step, found.max);
  const ticks = niceTicks(min, max, wanted, axes.unit);
  const texts = axes.valueTexts(ticks);
  const longest = widest(
    groupLabels.map(l => l.text),
    theme.font.family,
  );
  const turned = Math.abs(Math.sin((rotation * Math.PI) / 180)) * longest;
  const left = horizontal
    ? Math.min(width * 0.4, longest + 10)
    : Math.max(16, widest(texts, theme.font.family)) + 8;
  const below = horizontal ? 20 : Math.min(height * 0.5, 20 + turned);
  const long = horizontal ? width - left - 12 : height - below - 8;
  const at = (value: number) =>
    horizontal
      ? left + ((value - min) / (max - min)) * long
      : 8 + long - ((value - min) / (max - min)) * long;
  const start = horizontal ? 2 : left;
  const room = (horizontal ? height - below - 2 : width - left - 4) / Math.max(1, groups);
  const picture = svg('svg', { width, height, role: 'img' });
  ticks.forEach((tick, i) => {
    const p = at(tick);
    picture.append(
      horizontal
        ? svg('line', { x1: p, x2: p, y1: 0, y2: height - below, stroke: theme.grid })
        : svg('line', { x1: left, x2: width, y1: p, y2: p, stroke: theme.grid }),
      horizontal
        ? svg('text', { x: p, y: height - 5, 'text-anchor': 'middle' }, texts[i])
        : svg('text', { x: left - 6, y: p + 4, 'text-anchor': 'end' }, texts[i]),
    );
  });
  let free = -Infinity;
  for (const { at: group, text } of groupLabels) {
    const wide = horizontal || rotation !== 0 ? 13 : widest([text], theme.font.family) + 8;
    const p =
      horizontal || rotation !== 0 ? start + group * room : within(start + group * room, wide / 2, width);
    if (p - wide / 2 < free) continue;
    free = p + wide / 2;
    picture.append(
      horizontal
        ? svg('text', { x: left - 6, y: p + 4, 'text-anchor': 'end' }, text)
        : svg(
            'text',
            {
              x: p,
              y: height - below + 15,
              'text-anchor': rotation === 0 ? 'middle' : rotation > 0 ? 'start' : 'end',
              transform: rotation ? `rotate(${rotation} ${p} ${height - below + 12})` : undefined,
            },
            text,
          ),
    );
  }
  const reach = horizontal ? ([left, width] as const) : ([0, height - below] as const);
  return { picture, at, start, room, reach, horizontal };
}

/** The middle of a text that stays within the picture: no letter of the first and the last is cut. */
export function within(middle: number, half: number, width: number): number {
  return Math.max(half, Math.min(middle, width - half));
}

/** The rectangle of a bar that takes `across` pixels from `from` on. */
export function barRect(plot: BarPlot, bar: Bar, from: number, across: number): SVGRectElement {
  const a = plot.at(bar.low);
  const b = plot.at(bar.high);
  const least = Math.min(a, b);
  const length = Math.max(bar.value === 0 ? 0 : 1, Math.abs(a - b));
  return plot.horizontal
    ? svg('rect', { x: least, y: from, width: length, height: Math.max(1, across) })
    : svg('rect', { x: from, y: least, width: Math.max(1, across), height: length });
}
