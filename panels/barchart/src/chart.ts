import { numberAt } from '@gnomon/panel-kit/values.ts';
import { clockText, dayText, wall } from '@gnomon/panel-kit/wall.ts';
import type { DataFrame, Field } from '@gnomon/plugin-api';

/** Pixels that a line of text needs. */
const LINE = 12;

/** What a bar chart shows: names of the groups and a number field for each series. */
export interface Chart {
  readonly frame: DataFrame | undefined;
  readonly names: readonly string[];
  /** When each group is, where they are named by times. */
  readonly times?: ArrayLike<number>;
  readonly series: readonly Field[];
  readonly values: readonly number[][];
}

/**
 * The first frame that has numbers. Names come from the wanted field, else from the first text, else from the time.
 * Where every frame has one row (instant queries), each frame is a group of its own; several frames over time are
 * one chart, whose groups are the times of all of them.
 */
export function chartOf(frames: readonly DataFrame[], xField: string | undefined, zone: string): Chart {
  const numeric = frames.filter(frame => frame.fields.some(shown));
  const single = numeric.length > 1 && numeric.every(frame => frame.length === 1);
  if (single && !xField) {
    const fields = numeric.flatMap(frame => frame.fields.filter(shown));
    return {
      frame: undefined,
      names: fields.map(f => f.displayName),
      series: fields.slice(0, 1),
      values: [fields.map(f => numberAt(f, 0))],
    };
  }
  if (numeric.length > 1 && !xField && numeric.every(overTime)) return besides(numeric, zone);
  const frame = (xField && numeric.find(f => f.fields.some(field => named(field, xField)))) || numeric[0];
  if (!frame) return { frame: undefined, names: [], series: [], values: [] };
  const x =
    frame.fields.find(f => xField !== undefined && named(f, xField)) ??
    frame.fields.find(f => f.type === 'string') ??
    frame.fields.find(f => f.type === 'time');
  const series = frame.fields.filter(f => f !== x && shown(f));
  return {
    frame,
    names:
      x?.type === 'time'
        ? timeNames(x.values as ArrayLike<number>, zone)
        : Array.from({ length: frame.length }, (_, i) => nameAt(x, i)),
    ...(x?.type === 'time' && { times: x.values as ArrayLike<number> }),
    series,
    values: series.map(f => Array.from({ length: frame.length }, (_, i) => numberAt(f, i))),
  };
}

function overTime({ fields }: DataFrame): boolean {
  return fields.some(f => f.type === 'time') && !fields.some(f => f.type === 'string');
}

/** The series of all frames beside each other at each time that one of them has. */
function besides(frames: readonly DataFrame[], zone: string): Chart {
  const timesOf = ({ fields }: DataFrame) =>
    Array.from((fields.find(f => f.type === 'time') as Field).values as ArrayLike<number>);
  const times = [...new Set(frames.flatMap(timesOf))].sort((a, b) => a - b);
  const series = frames.flatMap(frame => {
    const rows = new Map(timesOf(frame).map((time, row) => [time, row]));
    return frame.fields.filter(shown).map(field => ({
      field,
      values: times.map(time => numberAt(field, rows.get(time) ?? -1)),
    }));
  });
  return {
    frame: undefined,
    names: timeNames(times, zone),
    times,
    series: series.map(({ field }) => field),
    values: series.map(({ values }) => values),
  };
}

/** Times as clocks of the zone show them; with the day where there are several. */
function timeNames(times: ArrayLike<number>, zone: string): string[] {
  const shownAt = Array.from(times, time => wall(time, zone));
  const several = new Set(shownAt.map(dayText)).size > 1;
  return shownAt.map(at => {
    const clock = clockText(at).slice(0, 5);
    return several ? `${dayText(at).slice(5)} ${clock}` : clock;
  });
}

/** The group whose time is the nearest, at most the distance of two groups away; -1: none is. */
export function groupAt(times: ArrayLike<number>, time: number): number {
  let nearest = -1;
  let least = times.length > 1 ? Math.abs(times[1] - times[0]) : Infinity;
  for (let i = 0; i < times.length; i++) {
    const distance = Math.abs(times[i] - time);
    if (distance > least) continue;
    least = distance;
    nearest = i;
  }
  return nearest;
}

function shown(field: Field): boolean {
  const custom = (field.config.custom ?? {}) as { readonly hideFrom?: { readonly viz?: boolean } };
  return field.type === 'number' && !custom.hideFrom?.viz;
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** Where the value of a bar is written. */
export interface ValuePlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** On the bar, and not on the ground. */
  readonly inside: boolean;
  /** Without lying over what is beside it. */
  readonly fits: boolean;
}

/**
 * In the middle of a stacked bar, above a standing one, at the end of a lying one: inside, or behind it when it is too short.
 *
 * @param wide pixels of the text
 */
export function valuePlace(bar: Rectangle, wide: number, horizontal: boolean, stacked: boolean): ValuePlace {
  const { x, y, width, height } = bar;
  const level = y + height / 2 + 4;
  const high = height >= LINE;
  if (stacked) {
    const fits = width >= wide + 4 && high;
    return { x: x + width / 2, y: level, anchor: 'middle', inside: true, fits };
  }
  if (!horizontal) {
    const above = Math.max(LINE - 1, y - 4);
    return { x: x + width / 2, y: above, anchor: 'middle', inside: above > y, fits: width >= wide };
  }
  return width >= wide + 8
    ? { x: x + width - 4, y: level, anchor: 'end', inside: true, fits: high }
    : { x: x + width + 4, y: level, anchor: 'start', inside: false, fits: high };
}

function named(field: Field, name: string): boolean {
  return field.name === name || field.displayName === name;
}

function nameAt(field: Field | undefined, row: number): string {
  if (!field) return String(row + 1);
  const value = field.values[row];
  return field.type === 'number' ? field.display(value).text : String(value ?? '');
}
