import type { DataFrame, Field, FieldConfig, Theme } from '@gnomon/plugin-api';
import { resolveColor } from '../display/colors.ts';
import { displayer, type Extent } from '../display/display.ts';
import type { Filling } from '../panels/fieldText.ts';
import { commonLabels, configuredName, fieldName } from './naming.ts';
import { type FieldConfigSource, mergeConfig } from './overrides.ts';
import { type Column, decodeColumn, type WireFrame } from './wire.ts';

/** Names a field for panels. */
export function fieldKey(
  frame: { readonly refId?: string },
  field: { readonly name: string; readonly labels?: object },
): string {
  return `${frame.refId ?? ''}/${field.name}/${JSON.stringify(field.labels ?? {})}`;
}

/** Frames for a panel: columns decoded, configuration merged, names and display functions attached. */
export function decorate(
  frames: readonly WireFrame[],
  source: FieldConfigSource | undefined,
  theme: Theme,
  fill?: Filling['text'],
): DataFrame[] {
  const common = commonLabels(frames);
  const columns = new Map<object, Column>();
  for (const frame of frames) for (const field of frame.fields) columns.set(field, decodeColumn(field));
  const wholeRange = lazy(() =>
    extentOf(
      [...columns.entries()].filter(([f]) => (f as { type: string }).type === 'number').map(([, c]) => c),
    ),
  );
  let series = 0;
  return frames.map(frame => ({
    ...(frame.refId !== undefined && { refId: frame.refId }),
    ...(frame.name !== undefined && { name: frame.name }),
    length: frame.rows,
    meta: { ...(frame.kind && { kind: frame.kind }), ...(frame.notices && { notices: frame.notices }) },
    fields: frame.fields.map(field => {
      const column = columns.get(field) as Column;
      const first = fieldName(field, frame, common);
      const config = mergeConfig({ field, frame, column, name: first }, source);
      const given = config.displayName;
      const displayName =
        given && given !== field.config?.displayName ? configuredName(given, field, first, fill) : first;
      const color = seriesColor(config, theme, field.type === 'number' ? series++ : 0, displayName);
      return {
        name: field.name,
        type: field.type,
        ...column,
        ...(field.labels && { labels: field.labels }),
        config: {
          ...config,
          color: { ...config.color, mode: config.color?.mode ?? 'thresholds', fixedColor: color },
        },
        displayName,
        display: displayer(config, theme, color, wholeRange),
      } satisfies Field;
    }),
  }));
}

function seriesColor(config: FieldConfig, theme: Theme, index: number, name: string): string {
  const mode = config.color?.mode;
  if ((mode === 'fixed' || mode === 'shades') && config.color?.fixedColor)
    return resolveColor(config.color.fixedColor, theme);
  if (mode === 'palette-classic-by-name') return theme.palette[hash(name) % theme.palette.length];
  return theme.palette[index % theme.palette.length];
}

function hash(text: string): number {
  let h = 0;
  for (let i = 0; i < text.length; i++) h = (h * 31 + text.charCodeAt(i)) >>> 0;
  return h;
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function extentOf(columns: readonly Column[]): Extent {
  let min = Infinity;
  let max = -Infinity;
  for (const { values, nulls } of columns) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (nulls?.[i] || !Number.isFinite(value)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min <= max ? { min, max } : { min: 0, max: 0 };
}
