import { dateTime } from '../display/units.ts';
import { t } from '../texts/t.ts';
import type { RawRange } from './range.ts';
import { spanText } from './spans.ts';

/** A bound as it is typed: a time without its milliseconds, or "now-2h". */
export function asInput(raw: string): string {
  return /^\d+$/.test(raw) ? dateTime(Number(raw)) : raw;
}

/** "Last 5 minutes", or both ends. */
export function rangeText({ from, to }: RawRange): string {
  const span = from.startsWith('now-') && to === 'now' ? spanText(from.slice(4)) : undefined;
  if (span) return t('time.last', { span });
  return `${asInput(from)} – ${asInput(to)}`;
}
