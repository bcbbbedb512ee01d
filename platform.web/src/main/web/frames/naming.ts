import type { Labels } from '@gnomon/plugin-api';
import type { WireField, WireFrame } from './wire.ts';

/**
 * Legend name of a value field: the configured name, else what the data source made of the legend format, else
 * the labels in which the series differ, behind its own name if it has one, else the frame's or the field's own name.
 */
export function fieldName(field: WireField, frame: WireFrame, common: ReadonlySet<string>): string {
  const config = field.config;
  if (config?.displayName) return fillIn(config.displayName, field);
  if (config?.displayNameFromDS) return config.displayNameFromDS;
  const anonymous = field.name === '' || field.name === 'Value';
  if (field.type === 'number' && field.labels) {
    const text = labelText(field.labels, common);
    if (text) return anonymous ? text : `${field.name} ${text}`;
  }
  return anonymous ? frame.name || field.labels?.__name__ || field.name || 'Value' : field.name;
}

/** `${__field.labels.cpu}` and `${__field.name}` of a display name. */
function fillIn(template: string, field: WireField): string {
  return template
    .replace(/\$\{__field\.labels\.([^}]+)\}/g, (_, label: string) => field.labels?.[label] ?? '')
    .replace(/\$\{__field\.(?:name|displayName)\}/g, field.name);
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
