import type { TimeRange } from '@gnomon/plugin-api';
import { t } from '../texts/t.ts';
import { parseDuration, type RawRange } from '../time/range.ts';
import { spanText } from '../time/spans.ts';
import type { Dashboard, PanelModel } from './model.ts';

type Override = Pick<PanelModel, 'timeFrom' | 'timeShift' | 'hideTimeOverride'>;

/** The range that the address or the dashboard says. */
export function pickedRange({ time }: Dashboard, parameters: URLSearchParams): RawRange {
  return {
    from: parameters.get('from') ?? time?.from ?? 'now-1h',
    to: parameters.get('to') ?? time?.to ?? 'now',
  };
}

/** The range that is asked for: up to now means up to when the dashboard's data is complete. */
export function shownRange({ from, to }: RawRange, { timepicker }: Dashboard): RawRange {
  const delay = timepicker?.nowDelay;
  return { from, to: to === 'now' && delay ? `now-${delay}` : to };
}

/** The range that a panel shows in place of its dashboard's, as the server reckons it. */
export function panelRange({ timeFrom, timeShift }: Override, range: TimeRange): TimeRange {
  const own = parseDuration(timeFrom ?? '');
  const shift = parseDuration(timeShift ?? '') ?? 0;
  if (own === undefined && shift === 0) return range;
  const to = range.to - shift;
  return { from: own === undefined ? range.from - shift : to - own, to, raw: range.raw };
}

/** What the header says of it: "Last 24 hours, 1 day earlier"; empty where it is as its dashboard or not to be said. */
export function overrideText({ timeFrom, timeShift, hideTimeOverride }: Override): string {
  if (hideTimeOverride) return '';
  const parts: string[] = [];
  if (timeFrom) parts.push(t('time.last', { span: spanText(timeFrom) ?? timeFrom }));
  if (timeShift) parts.push(t('time.earlier', { span: spanText(timeShift) ?? timeShift }));
  return parts.join(', ');
}
