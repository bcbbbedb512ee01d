import type { FieldConfig, FormSchema } from '@gnomon/plugin-api';
import { reduce } from '../display/reduce.ts';
import { fillDefaults } from '../panels/schema.ts';
import type { Column, WireField, WireFrame } from './wire.ts';

/** `fieldConfig` of a panel in the dashboard JSON. */
export interface FieldConfigSource {
  readonly defaults?: FieldConfig;
  readonly overrides?: readonly Override[];
  /** Of `custom`: its defaults count where neither the data source nor the dashboard says anything. */
  readonly schema?: FormSchema;
}
export interface Override {
  readonly matcher: { readonly id: string; readonly options?: unknown };
  readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
  /** Grafana's mark of an override that its page has made. */
  readonly __systemRef?: string;
}
export interface Subject {
  readonly field: WireField;
  readonly frame: WireFrame;
  readonly column: Column;
  readonly name: string;
}

/** What the data source hinted, then the panel's defaults, then each override whose matcher fits. */
export function mergeConfig(subject: Subject, source: FieldConfigSource | undefined): FieldConfig {
  const merged: Record<string, unknown> = { ...subject.field.config, ...withoutBlank(source?.defaults) };
  merged.custom = fillDefaults(source?.schema, {
    ...subject.field.config?.custom,
    ...source?.defaults?.custom,
  });
  for (const override of source?.overrides ?? []) {
    if (!matches(override.matcher, subject)) continue;
    for (const property of override.properties) set(merged, property.id, property.value);
  }
  return merged as FieldConfig;
}

function withoutBlank(config: FieldConfig | undefined): FieldConfig {
  if (config?.unit !== '') return config ?? {};
  const { unit: _, ...rest } = config;
  return rest;
}

/** `custom.lineWidth` goes one level down; a colour given as plain text is a fixed colour. */
function set(config: Record<string, unknown>, id: string, value: unknown): void {
  if (id.startsWith('custom.')) {
    config.custom = { ...(config.custom as object), [id.slice('custom.'.length)]: value };
  } else if (id === 'color' && typeof value === 'string') {
    config.color = { mode: 'fixed', fixedColor: value };
  } else config[id] = value;
}

function matches({ id, options }: Override['matcher'], { field, frame, column, name }: Subject): boolean {
  switch (id) {
    case 'byName':
      return options === name || options === field.name;
    case 'byNames': {
      const { names = [], mode } = (options ?? {}) as { names?: string[]; mode?: string };
      return names.includes(name) !== (mode === 'exclude');
    }
    case 'byRegexp':
      return pattern(String(options))?.test(name) ?? false;
    case 'byType':
      return options === field.type;
    case 'byFrameRefID':
      return options === frame.refId;
    case 'byValue':
      return byValue(options as ByValue, field, column, name);
    default:
      return false;
  }
}

function pattern(text: string): RegExp | undefined {
  const slashed = /^\/(.*)\/([a-z]*)$/.exec(text);
  try {
    return slashed ? new RegExp(slashed[1], slashed[2]) : new RegExp(text);
  } catch {
    return undefined;
  }
}

/** Fields whose reduced value is on one side of another value. */
export interface ByValue {
  readonly reducer?: string;
  readonly op?: string;
  readonly value?: number;
}
export const VALUE_OPERATORS = ['gte', 'gt', 'lte', 'lt', 'eq', 'neq'] as const;

function byValue(
  { reducer = 'lastNotNull', op = 'gte', value = 0 }: ByValue,
  field: WireField,
  column: Column,
  name: string,
): boolean {
  if (field.type !== 'number') return false;
  const reduced = reduce(
    {
      ...column,
      name,
      type: 'number',
      config: {},
      displayName: name,
      display: numeric => ({ text: '', numeric: Number(numeric) }),
    },
    reducer,
  );
  switch (op) {
    case 'gte':
      return reduced >= value;
    case 'gt':
      return reduced > value;
    case 'lte':
      return reduced <= value;
    case 'lt':
      return reduced < value;
    case 'neq':
      return reduced !== value;
    default:
      return reduced === value;
  }
}
