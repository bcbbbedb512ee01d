import { hasLinks } from '@gnomon/panel-kit/links.ts';
import type { DataFrame, LinkScope } from '@gnomon/plugin-api';
import type { Aligned, Series } from './series.ts';

/**
 * What a click at a time is about: the sample of the series that is chosen, else those of all series that have one. Only
 * samples that lead somewhere.
 *
 * @param index place among the chart's times
 * @param chosen place of a series, null for none
 */
export function samplesAt(
  { times, series }: Aligned,
  frames: readonly DataFrame[],
  index: number,
  chosen: number | null,
): LinkScope[] {
  const asked = chosen === null ? series : series.slice(chosen, chosen + 1);
  return asked
    .filter(each => !each.hidden && typeof each.values[index] === 'number')
    .map(each => ({ field: each.field, row: rowOf(each, frames, times[index]) }))
    .filter(hasLinks);
}

/** The chart's times are those of all series; in its frame a sample may have another place. */
function rowOf({ field }: Series, frames: readonly DataFrame[], time: number): number {
  const frame = frames.find(each => each.fields.includes(field));
  const times = frame?.fields.find(each => each.type === 'time')?.values ?? [];
  return Array.prototype.indexOf.call(times, time);
}

/** The place of a sample beside this one: arrows left and right, Home and End; undefined for other keys. */
export function stepped(key: string, index: number, count: number): number | undefined {
  const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}
