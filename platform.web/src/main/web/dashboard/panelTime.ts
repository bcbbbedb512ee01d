import { t } from '../texts/t.ts';
import type { RawRange } from '../time/range.ts';
import { rangeText } from '../time/rangeText.ts';
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

/** What the header says of it: "Last 24 hours, 1 day earlier"; empty where it is as its dashboard or not to be said. */
export function overrideText({ timeFrom, timeShift, hideTimeOverride }: Override): string {
  if (hideTimeOverride) return '';
  const parts: string[] = [];
  if (timeFrom)
    parts.push(rangeText({ from: /^\d/.test(timeFrom) ? `now-${timeFrom}` : timeFrom, to: 'now' }));
  if (timeShift) parts.push(t('time.earlier', { span: spanText(timeShift) ?? timeShift }));
  return parts.join(', ');
}
