import type { DataFrame } from '@gnomon/plugin-api';
import { fieldKey } from '../frames/decorate.ts';
import { commonLabels, fieldName } from '../frames/naming.ts';
import type { FieldConfigSource, Override } from '../frames/overrides.ts';
import type { WireFrame } from '../frames/wire.ts';
import type { KeptOptions } from './kept.ts';

/** What a panel may change about itself: its options and the settings of its fields, as the dashboard has them. */
export interface PanelLook extends KeptOptions {
  readonly fieldConfig?: FieldConfigSource;
}
/** Values by the names of options, or of settings as overrides have them (`custom.width`); null and undefined take one away. */
export type Patch = Readonly<Record<string, unknown>>;

/** With other options; those that the patch does not name stay. */
export function withOptions(look: PanelLook, patch: Patch): PanelLook {
  const options = Object.entries({ ...look.options, ...patch }).filter(([, value]) => isGiven(value));
  return { ...look, options: Object.fromEntries(options) };
}

/**
 * With other settings of one field, as Grafana writes them: in the override by the field's name, which is made when there is
 * none and goes with its last setting. It stands last, so that it counts.
 *
 * @param key of the field, as `fieldKey` makes it; the look stays as it is when no frame has it
 */
export function withField(
  look: PanelLook,
  frames: readonly WireFrame[],
  key: string,
  patch: Patch,
): PanelLook {
  const name = nameOf(frames, key);
  if (name === undefined) return look;
  const overrides = look.fieldConfig?.overrides ?? [];
  const own = overrides.findLast(({ matcher }) => matcher.id === 'byName' && matcher.options === name);
  const kept = (own?.properties ?? []).filter(({ id }) => !(id in patch));
  const added = Object.entries(patch)
    .filter(([, value]) => isGiven(value))
    .map(([id, value]) => ({ id, value }));
  const changed: Override = {
    ...own,
    matcher: { id: 'byName', options: name },
    properties: [...kept, ...added],
  };
  return {
    ...look,
    fieldConfig: {
      ...look.fieldConfig,
      overrides: [
        ...overrides.filter(override => override !== own),
        ...(changed.properties.length > 0 ? [changed] : []),
      ],
    },
  };
}

/**
 * With one series alone, or all again when it was alone; without `only` it goes or comes back. Written as Grafana writes it, by
 * names: series that appear later are hidden beside one that is alone, and shown otherwise.
 *
 * @param shown the frames as the panel has them, in the order of `frames`
 */
export function withSeries(
  look: PanelLook,
  frames: readonly WireFrame[],
  shown: readonly DataFrame[],
  key: string,
  only: boolean,
): PanelLook {
  const common = commonLabels(frames);
  const series = shown.flatMap((frame, i) =>
    frame.fields.flatMap((field, k) => {
      if (field.type !== 'number') return [];
      const hideFrom = field.config.custom?.hideFrom as { viz?: boolean } | undefined;
      const name = fieldName(frames[i].fields[k], frames[i], common);
      return [{ name, wanted: fieldKey(frame, field) === key, hidden: hideFrom?.viz === true }];
    }),
  );
  const alone = series.every(({ wanted, hidden }) => wanted !== hidden);
  const names = series
    .filter(({ wanted, hidden }) => (only ? wanted && !alone : wanted !== hidden))
    .map(({ name }) => name);
  const others = (look.fieldConfig?.overrides ?? []).filter(override => !hidesByNames(override));
  const hiding: Override = only
    ? {
        __systemRef: 'hideSeriesFrom',
        ...hidden({ mode: 'exclude', names, prefix: 'All except:', readOnly: true }),
      }
    : hidden({ names });
  const overrides = names.length > 0 ? [...others, hiding] : others;
  return { ...look, fieldConfig: { ...look.fieldConfig, overrides } };
}

function hidden(options: object): Override {
  const value = { viz: true, legend: false, tooltip: true };
  return { matcher: { id: 'byNames', options }, properties: [{ id: 'custom.hideFrom', value }] };
}

function hidesByNames({ matcher, properties }: Override): boolean {
  return matcher.id === 'byNames' && properties.every(({ id }) => id === 'custom.hideFrom');
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The name by which an override finds the field. */
function nameOf(frames: readonly WireFrame[], key: string): string | undefined {
  const common = commonLabels(frames);
  for (const frame of frames)
    for (const field of frame.fields)
      if (fieldKey(frame, field) === key) return fieldName(field, frame, common);
  return undefined;
}
