import { svg } from '@gnomon/panel-kit/drawn.ts';

/**
 * The numbers of a cell that holds a series: `[1, 2, 3]`, pairs of time and value, or an object with `values`; a text is
 * read as JSON. Empty for anything else.
 */
export function trendOf(value: unknown): number[] {
  if (typeof value === 'string') {
    try {
      return trendOf(JSON.parse(value));
    } catch {
      return [];
    }
  }
  if (Array.isArray(value))
    return value.map(entry => (Array.isArray(entry) ? entry[entry.length - 1] : entry)).filter(isNumber);
  const { values } = (value ?? {}) as { values?: unknown };
  return Array.isArray(values) ? trendOf(values) : [];
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** A small line from the first value to the last. */
export function sparkline(
  values: readonly number[],
  width: number,
  height: number,
  color: string,
): SVGSVGElement {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const x = (i: number) => (values.length > 1 ? (i / (values.length - 1)) * width : width / 2);
  const y = (value: number) =>
    high > low ? height - 1 - ((value - low) / (high - low)) * (height - 2) : height / 2;
  const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return svg(
    'svg',
    { width, height, class: 'trend', 'aria-hidden': 'true' },
    svg('polyline', { points, fill: 'none', stroke: color, 'stroke-width': 1.25 }),
  );
}
