import { unitStep } from '@gnomon/panel-kit/unitSteps.ts';

/** Numbers counted into buckets of one width; bucket i holds [start + i*size, start + (i+1)*size). */
export interface Buckets {
  readonly start: number;
  readonly size: number;
  /** Counts, one array for each group of values. */
  readonly counts: readonly number[][];
}

const MOST = 1000;

/** Counts the groups into the same buckets. Without a size, one that is round in the unit and gives about `count` buckets. */
export function bucketsOf(
  groups: readonly (readonly number[])[],
  count: number,
  size: number | undefined,
  offset: number,
  unit?: string,
): Buckets {
  let min = Infinity;
  let max = -Infinity;
  for (const group of groups)
    for (const value of group) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  if (min > max) return { start: 0, size: 1, counts: groups.map(() => []) };
  let width = size && size > 0 ? size : unitStep((max - min) / count, unit);
  while ((max - min) / width > MOST) width *= 2;
  const start = Math.floor((min - offset) / width) * width + offset;
  const length = Math.floor((max - start) / width + 1e-9) + 1;
  const counts = groups.map(group => {
    const counted = new Array<number>(length).fill(0);
    for (const value of group) counted[Math.floor((value - start) / width + 1e-9)]++;
    return counted;
  });
  return { start, size: width, counts };
}
