import type { Tile } from '@gnomon/panel-kit/values.ts';

export interface Slice {
  readonly tile: Tile;
  /** Share of the whole, 0 to 1. */
  readonly share: number;
  /** Turns from the top, clockwise. */
  readonly from: number;
  readonly to: number;
}

/** Slices of the values above zero, in the wanted order. */
export function slicesOf(tiles: readonly Tile[], sort: 'asc' | 'desc' | 'none'): Slice[] {
  const present = tiles.filter(tile => Number.isFinite(tile.value.numeric) && tile.value.numeric > 0);
  if (sort !== 'none') {
    const sign = sort === 'asc' ? 1 : -1;
    present.sort((a, b) => sign * (a.value.numeric - b.value.numeric));
  }
  const whole = present.reduce((sum, tile) => sum + tile.value.numeric, 0);
  let at = 0;
  return present.map(tile => {
    const share = tile.value.numeric / whole;
    const from = at;
    at += share;
    return { tile, share, from, to: at };
  });
}

export function percentText(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`;
}

function at(center: number, radius: number, turns: number): string {
  const radians = (turns - 0.25) * 2 * Math.PI;
  return `${(center + radius * Math.cos(radians)).toFixed(2)} ${(center + radius * Math.sin(radians)).toFixed(2)}`;
}

/** SVG path of a slice; a whole circle is made of two halves, which an arc alone cannot draw. */
export function slicePath(
  center: number,
  outer: number,
  inner: number,
  { from, to }: Pick<Slice, 'from' | 'to'>,
): string {
  if (to - from > 0.9999) {
    const half = from + 0.5;
    return (
      slicePath(center, outer, inner, { from, to: half }) +
      slicePath(center, outer, inner, { from: half, to: from + 0.9998 })
    );
  }
  const large = to - from > 0.5 ? 1 : 0;
  const back =
    inner > 0
      ? `L${at(center, inner, to)}A${inner} ${inner} 0 ${large} 0 ${at(center, inner, from)}`
      : `L${center} ${center}`;
  return `M${at(center, outer, from)}A${outer} ${outer} 0 ${large} 1 ${at(center, outer, to)}${back}Z`;
}

/** Whether a level rectangle around the slice's middle at this radius lies within the slice, by its corners. */
export function holds(
  slice: Slice,
  ring: { readonly inner: number; readonly outer: number; readonly middle: number },
  width: number,
  height: number,
): boolean {
  const [x, y] = middle(0, ring.middle, slice);
  const corners = [-1, 1].flatMap(right =>
    [-1, 1].map(below => [x + (right * width) / 2, y + (below * height) / 2]),
  );
  return corners.every(([a, b]) => {
    const distance = Math.hypot(a, b);
    const turns = (Math.atan2(b, a) / (2 * Math.PI) + 1.25) % 1;
    return distance >= ring.inner && distance <= ring.outer && turns >= slice.from && turns <= slice.to;
  });
}

/** The middle of a slice, for its label. */
export function middle(center: number, radius: number, { from, to }: Slice): [number, number] {
  const radians = ((from + to) / 2 - 0.25) * 2 * Math.PI;
  return [center + radius * Math.cos(radians), center + radius * Math.sin(radians)];
}
