/** Lamps of a bar: one every ten pixels. */
export function lamps(length: number): number {
  return Math.max(2, Math.floor(length / 10));
}

/** Share of the range between 0 and 1. */
export function share(percent: number | undefined): number {
  return percent === undefined || Number.isNaN(percent) ? 0 : Math.min(1, Math.max(0, percent));
}

/** Bars lie when the panel is wide; they stand when there is room for all of them side by side. */
export function lies(orientation: string, width: number, height: number): boolean {
  return orientation === 'horizontal' || (orientation !== 'vertical' && width <= height * 1.8);
}
