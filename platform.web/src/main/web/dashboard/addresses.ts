import { gnomon } from '../api/client.ts';
import { addressOf } from '../router.ts';
import { type RawRange, resolveRange } from '../time/range.ts';
import { listed, type Values } from './variables.ts';

/** What a shared link says besides the dashboard. */
export interface Shared {
  readonly range: RawRange;
  readonly values: Values;
  /** Its time range stays where it is now. */
  readonly absolute: boolean;
  readonly theme: '' | 'dark' | 'light';
  /** The panel that is shown alone. */
  readonly panel?: number;
}

/** The whole address of a dashboard as it is seen. */
export function sharedLink(uid: string, { range, values, absolute, theme, panel }: Shared): string {
  const parameters = withValues(values);
  const { from, to } = absolute ? resolveRange(range) : range;
  parameters.set('from', String(from));
  parameters.set('to', String(to));
  if (theme) parameters.set('theme', theme);
  if (panel !== undefined) parameters.set('viewPanel', String(panel));
  return new URL(addressOf(`d/${encodeURIComponent(uid)}`, parameters), window.location.href).href;
}

/** Address of a saved panel as a file; what it shows now, so the same after a while is another file. */
export function panelFile(
  uid: string,
  panel: number,
  format: 'csv' | 'png',
  { range, values }: Pick<Shared, 'range' | 'values'>,
  size: { readonly width: number; readonly height: number },
): string {
  const parameters = withValues(values);
  const { from, to } = resolveRange(range);
  parameters.set('from', String(from));
  parameters.set('to', String(to));
  parameters.set('width', String(between(200, size.width, 4000)));
  parameters.set('height', String(between(120, size.height, 4000)));
  parameters.set('tz', Intl.DateTimeFormat().resolvedOptions().timeZone);
  return gnomon.url(`dashboards/${encodeURIComponent(uid)}/panels/${panel}.${format}?${parameters}`);
}

function withValues(values: Values): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    for (const each of listed(value)) parameters.append(`var-${name}`, each);
  return parameters;
}

function between(least: number, value: number, most: number): number {
  return Math.round(Math.max(least, Math.min(most, value)));
}
