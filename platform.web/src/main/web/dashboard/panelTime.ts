import { t } from '../texts/t.ts';
import { rangeText } from '../time/rangeText.ts';
import { spanText } from '../time/spans.ts';
import type { PanelModel } from './model.ts';

type Override = Pick<PanelModel, 'timeFrom' | 'timeShift' | 'hideTimeOverride'>;

/** What the header says of it: "Last 24 hours, 1 day earlier"; empty where it is as its dashboard or not to be said. */
export function overrideText({ timeFrom, timeShift, hideTimeOverride }: Override): string {
  if (hideTimeOverride) return '';
  const parts: string[] = [];
  if (timeFrom)
    parts.push(rangeText({ from: /^\d/.test(timeFrom) ? `now-${timeFrom}` : timeFrom, to: 'now' }));
  if (timeShift) parts.push(t('time.earlier', { span: spanText(timeShift) ?? timeShift }));
  return parts.join(', ');
}
