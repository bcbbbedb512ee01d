// Geometry of the dial: angles in degrees, 0 at the top, clockwise.

export const START = -120;
export const END = 120;

export function point(center: number, radius: number, degrees: number): [number, number] {
  const radians = ((degrees - 90) * Math.PI) / 180;
  return [center + radius * Math.cos(radians), center + radius * Math.sin(radians)];
}

/** SVG path of a ring between two angles. */
export function ring(center: number, outer: number, inner: number, from: number, to: number): string {
  const large = to - from > 180 ? 1 : 0;
  const [ax, ay] = point(center, outer, from);
  const [bx, by] = point(center, outer, to);
  const [cx, cy] = point(center, inner, to);
  const [dx, dy] = point(center, inner, from);
  const xy = (x: number, y: number) => `${x.toFixed(2)} ${y.toFixed(2)}`;
  return `M${xy(ax, ay)}A${outer} ${outer} 0 ${large} 1 ${xy(bx, by)}L${xy(cx, cy)}A${inner} ${inner} 0 ${large} 0 ${xy(dx, dy)}Z`;
}

/** Angle of a share between 0 and 1; what lies outside stays at the end. */
export function angle(share: number): number {
  return START + (END - START) * Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
}

export interface Step {
  readonly value: number | null;
  readonly color: string;
}

/** Bands of the threshold ring as shares of the range. */
export function bands(
  steps: readonly Step[],
  mode: 'absolute' | 'percentage',
  min: number,
  max: number,
): { from: number; to: number; color: string }[] {
  const share = (value: number) =>
    Math.min(1, Math.max(0, mode === 'percentage' ? value / 100 : (value - min) / (max - min || 1)));
  return steps
    .map((step, i) => ({
      from: step.value === null ? 0 : share(step.value),
      to: i + 1 < steps.length ? share(steps[i + 1].value ?? min) : 1,
      color: step.color,
    }))
    .filter(band => band.to > band.from);
}

/** The dial is open below: so high as a share of its width. */
export const DIAL_HEIGHT = 0.8;

/** A smaller dial cannot be read: the panel is scrolled instead. */
const LEAST_SIZE = 75;

/** Pixels of a dial's width that has so much room. */
export function dialSize(width: number, height: number): number {
  return Math.max(LEAST_SIZE, Math.min(width, height / DIAL_HEIGHT));
}
