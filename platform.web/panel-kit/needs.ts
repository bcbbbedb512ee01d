import type { DataFrame, FieldType, PanelHost } from '@gnomon/plugin-api';
import type { ReduceOptions } from './values.ts';

type Texts = Pick<PanelHost, 't'>;

/** So many fields are named. */
const NAMED = 4;

type Say = (t: Texts['t'], fields: string) => string;

/** The kinds of fields that a panel needs in one frame, in words. */
const NEEDS: Readonly<Record<Needed, Say>> = {
  number: (t, fields) => t('This panel needs a field of numbers, but the data has {fields}.', { fields }),
  string: (t, fields) => t('This panel needs a field of texts, but the data has {fields}.', { fields }),
  time: (t, fields) => t('This panel needs a field of times, but the data has {fields}.', { fields }),
  'time number': (t, fields) =>
    t('This panel needs a field of times with one of numbers, but the data has {fields}.', { fields }),
};

/** What `lacking` can be asked for. */
export type Needed = 'number' | 'string' | 'time' | 'time number';

/**
 * Says in words what a panel needs and what it got instead; undefined when a frame has fields of all these kinds, and when
 * there are no rows, of which the page speaks.
 */
export function lacking(frames: readonly DataFrame[], needed: Needed, { t }: Texts): string | undefined {
  const rows = frames.filter(frame => frame.length > 0);
  const kinds = needed.split(' ');
  const has = ({ fields }: DataFrame) => kinds.every(kind => fields.some(({ type }) => type === kind));
  if (rows.length === 0 || rows.some(has)) return undefined;
  return NEEDS[needed](t, given(rows, t));
}

/** The same for a panel that reduces fields to values: its option may name the fields, of whatever kind. */
export function lackingValues(
  frames: readonly DataFrame[],
  { fields }: ReduceOptions,
  host: Texts,
): string | undefined {
  if (!fields) return lacking(frames, 'number', host);
  const rows = frames.filter(frame => frame.length > 0);
  if (rows.length === 0) return undefined;
  return host.t('No field is named "{name}", the data has {fields}.', {
    name: fields,
    fields: given(rows, host.t),
  });
}

/** The fields that there are, each with its kind. */
function given(frames: readonly DataFrame[], t: Texts['t']): string {
  const all = frames.flatMap(frame => frame.fields);
  const named = [...new Set(all.map(field => `${field.displayName} (${kindOf(field.type, t)})`))];
  return (named.length > NAMED ? [...named.slice(0, NAMED), '…'] : named).join(', ');
}

function kindOf(type: FieldType, t: Texts['t']): string {
  switch (type) {
    case 'number':
      return t('numbers');
    case 'time':
      return t('times');
    case 'string':
      return t('texts');
    case 'boolean':
      return t('yes and no');
    default:
      return type;
  }
}
