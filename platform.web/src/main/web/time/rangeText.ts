import { dateTime } from '../display/units.ts';
import { t } from '../texts/t.ts';
import { NAMED_RANGES, type RawRange } from './range.ts';
import { spanText } from './spans.ts';

/** A bound as it is typed: a time without its milliseconds, or "now-2h". */
export function asInput(raw: string): string {
  return /^\d+$/.test(raw) ? dateTime(Number(raw)) : raw;
}

/** "Last 5 minutes", "Yesterday", or both ends. */
export function rangeText({ from, to }: RawRange): string {
  const named = NAMED_RANGES.find(each => each.from === from && each.to === to);
  if (named) return t(`time.${named.name}`);
  const span = from.startsWith('now-') && to === 'now' ? spanText(from.slice(4)) : undefined;
  if (span) return t('time.last', { span });
  return `${asInput(from)} – ${asInput(to)}`;
}
