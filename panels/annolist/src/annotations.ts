import { numberIn, type Row, tagsIn, textIn } from '@gnomon/panel-kit/list.ts';

export interface Options {
  readonly tags?: readonly string[];
  readonly limit?: number;
  readonly showTime?: boolean;
  readonly showTags?: boolean;
  readonly navigateBefore?: string;
  readonly navigateAfter?: string;
}

export interface Annotation {
  /** Milliseconds. */
  readonly time: number;
  /** NaN while it lasts, and of what has no end. */
  readonly end: number;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
}

/** The annotations that the options ask for, newest first. */
export function annotationsOf(rows: readonly Row[], options: Options): Annotation[] {
  return rows
    .map(row => ({
      time: numberIn(row, 'Time'),
      end: numberIn(row, 'timeEnd'),
      title: textIn(row, 'title'),
      text: textIn(row, 'text'),
      tags: tagsIn(row),
    }))
    .filter(annotation => !Number.isNaN(annotation.time))
    .filter(annotation => (options.tags ?? []).every(tag => annotation.tags.includes(tag)))
    .sort((a, b) => b.time - a.time)
    .slice(0, options.limit || 10);
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The range around an annotation: so long before its begin and after its end. */
export function around(annotation: Annotation, options: Options): { from: number; to: number } {
  const end = Number.isNaN(annotation.end) ? annotation.time : annotation.end;
  return {
    from: annotation.time - millis(options.navigateBefore),
    to: end + millis(options.navigateAfter),
  };
}

function millis(duration = '10m'): number {
  const found = /^(\d+(?:\.\d+)?)([smhd])$/.exec(duration.trim());
  return found ? Number(found[1]) * UNITS[found[2]] : 600_000;
}
