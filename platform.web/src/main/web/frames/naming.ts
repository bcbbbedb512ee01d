import type { Field, Labels } from '@gnomon/plugin-api';
import { type Filling, fieldText, type Subject } from '../panels/fieldText.ts';
import type { WireField, WireFrame } from './wire.ts';

/**
 * Legend name of a value field: what the data source or the legend format made of it, else the labels in which the
 * series differ, behind its own name if it has one, else the frame's or the field's own name.
 */
export function fieldName(field: WireField, frame: WireFrame, common: ReadonlySet<string>): string {
  const given = field.config?.displayName || field.config?.displayNameFromDS;
  if (given) return given;
  const anonymous = field.name === '' || field.name === 'Value';
  if (field.type === 'number' && field.labels) {
    const text = labelText(field.labels, common);
    if (text) return anonymous ? text : `${field.name} ${text}`;
  }
  return anonymous ? frame.name || field.labels?.__name__ || field.name || 'Value' : field.name;
}

/**
 * The name that the panel's configuration gives a field.
 *
 * @param own its name without that
 * @param fill what the name says about the field, and of variables
 */
export function configuredName(
  displayName: string,
  field: WireField,
  own: string,
  fill: Filling['text'] = ofField,
): string {
  // A name for each row is none of the field.
  return /\$\{__(data|value|cell)/.test(displayName)
    ? displayName
    : fill(displayName, { field: named(field, own) });
}

/** The field as a text sees it that is to become its name. */
function named({ name, type, labels }: WireField, displayName: string): Field {
  const display = (value: unknown) => ({ text: String(value), numeric: Number.NaN });
  return { name, type, values: [], config: {}, ...(labels && { labels }), displayName, display };
}

/** `${__field.labels.cpu}`, `${__field.name}`, `${__series.name}`. */
function ofField(text: string, subject: Subject = {}): string {
  return text.replace(/\$\{([^}:]+)\}/g, (whole, name: string) => fieldText(name, subject) ?? whole);
}

function labelText(labels: Labels, common: ReadonlySet<string>): string {
  const shown = Object.entries(labels).filter(([name]) => name !== '__name__' && !common.has(name));
  return shown.length === 0 ? '' : `{${shown.map(([name, value]) => `${name}="${value}"`).join(', ')}}`;
}

/** Names of the labels that have the same value in all series, when there is more than one series. */
export function commonLabels(frames: readonly WireFrame[]): ReadonlySet<string> {
  const all = frames.flatMap(frame =>
    frame.fields.filter(f => f.type === 'number' && f.labels).map(f => f.labels as Labels),
  );
  if (all.length < 2) return new Set();
  return new Set(Object.keys(all[0]).filter(name => all.every(labels => labels[name] === all[0][name])));
}
