import { increments } from '@gnomon/panel-kit/unitSteps.ts';
import { wall } from '@gnomon/panel-kit/wall.ts';
import type { Field, PanelContext } from '@gnomon/plugin-api';
import uPlot from 'uplot';
import type { Options, SeriesStyle } from './custom.ts';
import { type Scale, TIME_STEPS, timeTicks, yRange } from './scales.ts';
import type { Aligned, Series } from './series.ts';
import { drawThresholds } from './thresholds.ts';

/** Pixels from which a press that moves is a drag. */
const DRAG = 8;

export interface ChartEvents {
  moved(u: uPlot): void;
  /** A press that was no drag. */
  clicked(u: uPlot, event: MouseEvent): void;
  left(): void;
  zoomed(from: number, to: number): void;
  zoomedOut(): void;
  focused(series: number | null): void;
  /** The axes and series stand. */
  drawn(u: uPlot): void;
  /** A moment or a stretch was pointed out with Ctrl held. */
  marked(from: number, to: number): void;
}

/** Everything that makes a new chart necessary; values alone do not. */
export function signature(aligned: Aligned, scales: readonly Scale[], ctx: PanelContext<Options>): string {
  return JSON.stringify([
    ctx.theme.mode,
    ctx.timeZone,
    scales.map(s => [s.key, s.side]),
    aligned.series.map(s => [s.key, s.field.displayName, s.field.config, s.below, s.hidden]),
  ]);
}

export function createChart(
  aligned: Aligned,
  scales: readonly Scale[],
  latest: () => { ctx: PanelContext<Options>; scales: readonly Scale[] },
  size: { width: number; height: number },
  element: HTMLElement,
  events: ChartEvents,
): uPlot {
  const { ctx } = latest();
  const scaleOf = new Map(scales.flatMap(scale => scale.members.map(m => [m, scale] as const)));
  const options: uPlot.Options = {
    ...size,
    ms: 1,
    tzDate: ms => localDate(wall(ms, latest().ctx.timeZone)),
    padding: [8, scales.some(s => s.side === 'right') ? 0 : 20, 0, 0],
    legend: { show: false },
    // A series near the pointer is not drawn apart: that would draw all anew at each move.
    focus: { alpha: 1 },
    cursor: {
      points: { size: 6, width: 1 },
      focus: { prox: 20 },
      drag: { x: true, y: false, setScale: false, dist: DRAG },
      bind: {
        dblclick: () => () => {
          events.zoomedOut();
          return null;
        },
      },
    },
    scales: {
      x: { time: true, range: () => [latest().ctx.data.timeRange.from, latest().ctx.data.timeRange.to] },
      ...Object.fromEntries(scales.map(scale => [scale.key, scaleOptions(scale, latest)])),
    },
    axes: [
      {
        ...axisLook(ctx),
        space: 84,
        incrs: [...TIME_STEPS],
        values: (_, ticks, __, ___, step) => timeTicks(ticks, step, latest().ctx.timeZone),
        size: 26,
        gap: 6,
      },
      ...scales.map((scale, i) => axisOptions(scale, i > 0, ctx)),
    ],
    series: [
      {},
      ...aligned.series.map(s => seriesOptions(s, scaleOf.get(s) as Scale, ctx, aligned.series.length)),
    ],
    bands: aligned.series.flatMap((s, i) =>
      s.below >= 0 && !s.hidden
        ? [{ series: [i + 1, s.below + 1] as [number, number], fill: fillOf(s, ctx) as uPlot.Series.Fill }]
        : [],
    ),
    hooks: {
      setCursor: [
        u => {
          if (u.cursor.left === undefined || u.cursor.left < 0) events.left();
          else events.moved(u);
        },
      ],
      setSeries: [(_, index) => events.focused(index === null ? null : index - 1)],
      setSelect: [
        u => {
          if (u.select.width > 4) {
            const from = u.posToVal(u.select.left, 'x');
            const to = u.posToVal(u.select.left + u.select.width, 'x');
            const { event } = u.cursor;
            if (event && isMarking(event)) events.marked(from, to);
            else events.zoomed(from, to);
            u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          }
        },
      ],
      draw: [u => drawThresholds(u, latest().scales, latest().ctx), events.drawn],
    },
  };
  const chart = new uPlot(options, dataOf(aligned), element);
  let pressed = 0;
  chart.over.addEventListener('mousedown', event => {
    pressed = event.clientX;
  });
  chart.over.addEventListener('click', event => {
    if (Math.abs(event.clientX - pressed) < DRAG) events.clicked(chart, event);
  });
  return chart;
}

/** Draws the other series faintly; all as ever for null. */
export function singleOut(chart: uPlot, index: number | null): void {
  chart.series.forEach((series, i) => {
    series.alpha = index === null || i === index + 1 ? 1 : 0.3;
  });
  chart.redraw(false);
}

/** Whether the pointer is used to write something down instead of zooming. */
export function isMarking(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

/** uPlot asks the local getters of a date. */
function localDate(at: Date): Date {
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
    at.getUTCMilliseconds(),
  );
}

export function dataOf(aligned: Aligned): uPlot.AlignedData {
  return [aligned.times, ...aligned.series.map(s => s.drawn)] as uPlot.AlignedData;
}

function scaleOptions(scale: Scale, latest: () => { scales: readonly Scale[] }): uPlot.Scale {
  const log = scale.lead.style.scaleDistribution;
  return {
    range: (_, min, max) => yRange(latest().scales.find(s => s.key === scale.key) ?? scale, min, max),
    ...(log?.type === 'log' && { distr: 3, log: log.log === 2 ? 2 : 10 }),
  };
}

function axisLook({ theme }: PanelContext<Options>): uPlot.Axis {
  return {
    stroke: theme.text.secondary,
    font: `${theme.font.sizeSmall}px ${theme.font.family}`,
    grid: { stroke: theme.grid, width: 1 },
    ticks: { show: false },
  };
}

function axisOptions(scale: Scale, further: boolean, ctx: PanelContext<Options>): uPlot.Axis {
  const look = axisLook(ctx);
  const { field, style } = scale.lead;
  return {
    ...look,
    scale: scale.key,
    show: scale.side !== 'hidden',
    side: scale.side === 'right' ? 1 : 3,
    grid: { ...look.grid, show: !further },
    space: 36,
    gap: 6,
    incrs: increments(percentField(field) ? undefined : field.config.unit),
    values: (_, ticks) =>
      ctx.host.ui
        .ticks(
          tickField(scale.lead),
          ticks.map(v => (style.transform === 'negative-Y' ? Math.abs(v) : v)),
        )
        .map((text, i) => (mirrored(scale) && ticks[i] < 0 ? text.replace(/^-/, '') : text)),
    size: (u, texts) => axisWidth(u, texts ?? []),
    ...(style.axisLabel && { label: style.axisLabel, labelSize: 18, labelFont: look.font as string }),
  };
}

/** Percent stacks are drawn as shares of one. */
function tickField(series: Series): Field {
  if (series.style.stacking?.mode !== 'percent') return series.field;
  return { ...series.field, config: { ...series.field.config, unit: 'percentunit' } };
}

function percentField(field: Field): boolean {
  return (field.config.custom as SeriesStyle | undefined)?.stacking?.mode === 'percent';
}

/** Half of the series point down: below zero the axis counts up again. */
function mirrored(scale: Scale): boolean {
  return scale.members.some(m => m.style.transform === 'negative-Y');
}

function axisWidth(u: uPlot, texts: readonly string[]): number {
  u.ctx.save();
  u.ctx.font = `${12 * devicePixelRatio}px 'Inter Variable', system-ui, sans-serif`;
  let width = 0;
  for (const text of texts) width = Math.max(width, u.ctx.measureText(text).width);
  u.ctx.restore();
  return Math.max(34, Math.ceil(width / devicePixelRatio) + 10);
}

function seriesOptions(
  series: Series,
  scale: Scale,
  ctx: PanelContext<Options>,
  count: number,
): uPlot.Series {
  const { style, field } = series;
  const color = colorOf(field, ctx);
  const fill = series.below >= 0 ? undefined : fillOf(series, ctx);
  const width = style.drawStyle === 'points' ? 0 : style.lineWidth;
  return {
    scale: scale.key,
    label: field.displayName,
    show: !series.hidden,
    stroke: color,
    width: width === 1 && count < 3 && style.stacking?.mode !== 'normal' ? 1.5 : width,
    ...(fill && { fill }),
    paths: pathsOf(style),
    spanGaps: style.spanNulls === true,
    points: pointsOf(style, color),
    ...(style.lineStyle?.fill &&
      style.lineStyle.fill !== 'solid' && {
        dash: [...(style.lineStyle.dash ?? (style.lineStyle.fill === 'dot' ? [2, 4] : [10, 6]))],
      }),
  };
}

function pointsOf(style: SeriesStyle, color: string): uPlot.Series.Points {
  const always = style.showPoints === 'always' || style.drawStyle === 'points';
  return {
    size: style.pointSize,
    fill: color,
    width: 0,
    // Single samples between gaps have no line and would vanish without a point.
    ...(always ? { show: true } : style.showPoints === 'never' ? { show: false } : {}),
  };
}

function pathsOf(style: SeriesStyle): uPlot.Series.PathBuilder {
  const { paths } = uPlot;
  if (style.drawStyle === 'bars') return paths.bars?.({ size: [0.8, 60] }) as uPlot.Series.PathBuilder;
  if (style.drawStyle === 'points') return () => null;
  switch (style.lineInterpolation) {
    case 'smooth':
      return paths.spline?.() as uPlot.Series.PathBuilder;
    case 'stepBefore':
      return paths.stepped?.({ align: -1 }) as uPlot.Series.PathBuilder;
    case 'stepAfter':
      return paths.stepped?.({ align: 1 }) as uPlot.Series.PathBuilder;
    default:
      return paths.linear?.() as uPlot.Series.PathBuilder;
  }
}

/** The area's paint: flat, or fading towards the bottom. */
function fillOf(
  series: Series,
  ctx: PanelContext<Options>,
): string | ((u: uPlot) => CanvasGradient | string) | undefined {
  const { fillOpacity, gradientMode } = series.style;
  if (fillOpacity <= 0) return undefined;
  const color = colorOf(series.field, ctx);
  if (gradientMode === 'none') return alpha(color, fillOpacity / 100);
  return u => {
    if (!Number.isFinite(u.bbox.height)) return alpha(color, fillOpacity / 100);
    const gradient = u.ctx.createLinearGradient(0, u.bbox.top, 0, u.bbox.top + u.bbox.height);
    gradient.addColorStop(0, alpha(color, fillOpacity / 100));
    gradient.addColorStop(1, alpha(color, 0.02));
    return gradient;
  };
}

export function colorOf(field: Field, ctx: PanelContext<Options>): string {
  return ctx.host.ui.color(field.config.color?.fixedColor ?? ctx.theme.text.primary);
}

function alpha(color: string, share: number): string {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (!hex) return `color-mix(in srgb, ${color} ${Math.round(share * 100)}%, transparent)`;
  return `rgba(${hex
    .slice(1)
    .map(part => Number.parseInt(part, 16))
    .join(', ')}, ${share})`;
}
