import type { DisplayValue, FieldConfig, MappingResult, Theme, ValueMapping } from '@gnomon/plugin-api';
import { continuousColor, resolveColor } from './colors.ts';
import { formatNumber } from './number.ts';
import { unit } from './units.ts';

/** Range of the field's values, used where the configuration has no min or max. */
export interface Extent {
  readonly min: number;
  readonly max: number;
}

/** Makes the function that turns a value into text and colour: mappings first, then unit, decimals and thresholds. */
export function displayer(
  config: FieldConfig,
  theme: Theme,
  seriesColor: string,
  extent: () => Extent,
): (value: unknown) => DisplayValue {
  const format = unit(config.unit);
  return value => {
    const numeric = toNumber(value);
    const percent = percentOf(numeric, config, extent);
    const color = colorOf(numeric, percent, config, theme, seriesColor);
    const mapped = mappingOf(value, numeric, config.mappings);
    const extra = {
      numeric,
      ...(percent !== undefined && { percent }),
      color: mapped?.color ? resolveColor(mapped.color, theme) : color,
      ...(mapped?.icon && { icon: mapped.icon }),
    };
    if (mapped?.text !== undefined && mapped.text !== '') return { text: mapped.text, ...extra };
    if (value === null || value === undefined) return { text: config.noValue || '–', ...extra };
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) return { text: formatNumber(value), ...extra };
      return { ...format(value, config.decimals), ...extra };
    }
    return { text: typeof value === 'object' ? JSON.stringify(value) : String(value), ...extra };
  };
}

/** What stands in the place of a value that there is not: of a mapping, or `noValue`; empty when neither says anything. */
export function nothingText({ mappings, noValue }: FieldConfig): string {
  return mappingOf(null, Number.NaN, mappings)?.text || noValue || '';
}

/** A display value in one string. */
export function asText(value: DisplayValue): string {
  return `${value.prefix ?? ''}${value.text}${value.suffix ?? ''}`;
}

function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

function percentOf(numeric: number, config: FieldConfig, extent: () => Extent): number | undefined {
  if (!Number.isFinite(numeric)) return undefined;
  const min = config.min ?? extent().min;
  const max = config.max ?? extent().max;
  return max > min ? (numeric - min) / (max - min) : 0;
}

function colorOf(
  numeric: number,
  percent: number | undefined,
  config: FieldConfig,
  theme: Theme,
  seriesColor: string,
): string {
  const mode = config.color?.mode ?? 'thresholds';
  if (mode === 'thresholds') return thresholdColor(numeric, percent, config, theme) ?? seriesColor;
  if (mode.startsWith('continuous-')) return continuousColor(mode, percent ?? 0, theme) ?? seriesColor;
  return seriesColor;
}

/** The colour of the highest step that the value reaches; steps are sorted, the first one has no lower bound. */
export function thresholdColor(
  numeric: number,
  percent: number | undefined,
  config: FieldConfig,
  theme: Theme,
): string | undefined {
  const steps = config.thresholds?.steps;
  if (!steps?.length) return undefined;
  const position = config.thresholds?.mode === 'percentage' ? (percent ?? Number.NaN) * 100 : numeric;
  let color = steps[0].color;
  for (const step of steps) if (step.value === null || position >= step.value) color = step.color;
  return resolveColor(color, theme);
}

function mappingOf(
  value: unknown,
  numeric: number,
  mappings: readonly ValueMapping[] | undefined,
): MappingResult | undefined {
  for (const mapping of mappings ?? []) {
    switch (mapping.type) {
      case 'value': {
        const key = String(value);
        if (Object.hasOwn(mapping.options, key)) return mapping.options[key];
        break;
      }
      case 'range': {
        const { from, to, result } = mapping.options;
        if (numeric >= (from ?? -Infinity) && numeric <= (to ?? Infinity)) return result;
        break;
      }
      case 'regex': {
        const result = regexMapping(String(value), mapping.options.pattern, mapping.options.result);
        if (result) return result;
        break;
      }
      case 'special':
        if (isSpecial(value, mapping.options.match)) return mapping.options.result;
        break;
    }
  }
  return undefined;
}

function regexMapping(text: string, pattern: string, result: MappingResult): MappingResult | undefined {
  let regex: RegExp;
  try {
    const slashed = /^\/(.*)\/([a-z]*)$/.exec(pattern);
    regex = slashed ? new RegExp(slashed[1], slashed[2]) : new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
  if (!regex.test(text)) return undefined;
  return result.text === undefined ? result : { ...result, text: text.replace(regex, result.text) };
}

function isSpecial(value: unknown, match: string): boolean {
  const isNull = value === null || value === undefined;
  const isNan = typeof value === 'number' && Number.isNaN(value);
  switch (match) {
    case 'null':
      return isNull;
    case 'nan':
      return isNan;
    case 'null+nan':
      return isNull || isNan;
    case 'true':
      return value === true;
    case 'false':
      return value === false;
    case 'empty':
      return value === '';
    default:
      return false;
  }
}

/**
 * Axis labels with the decimals of the finest one needed: 0, 0.5, 1 become "0.0", "0.5", "1.0". Those in another step of
 * the unit have decimals of their own: "30 s", "1.0 mins", "1.5 mins".
 */
export function tickTexts(config: FieldConfig, values: readonly number[]): string[] {
  const format = unit(config.unit);
  const print = (value: number, decimals: number) => asText({ ...format(value, decimals), numeric: value });
  const stepOf = (value: number) => format(value, 9).suffix;
  const decimals = new Map<string | undefined, number>();
  for (const step of new Set(values.map(stepOf))) {
    const alike = values.filter(value => stepOf(value) === step);
    const clear = [0, 1, 2, 3, 4, 5].find(
      count =>
        new Set(alike.map(value => print(value, count))).size === alike.length &&
        faithful(alike, count, format),
    );
    decimals.set(step, config.decimals ?? clear ?? 6);
  }
  return values.map(value => print(value, decimals.get(stepOf(value)) ?? 0));
}

/** True when rounding to these decimals moves no tick by more than a twentieth of the distance between ticks. */
function faithful(values: readonly number[], decimals: number, format: ReturnType<typeof unit>): boolean {
  return values.every(v => {
    const exact = Number(format(v, 9).text);
    const rounded = Number(format(v, decimals).text);
    return (
      Number.isNaN(exact) || Math.abs(exact - rounded) <= 1e-6 * Math.max(1, Math.abs(exact)) || decimals >= 3
    );
  });
}
