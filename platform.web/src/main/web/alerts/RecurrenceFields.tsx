import { Chip, TextInput } from '@mantine/core';
import { t } from '../texts/t.ts';
import type { TimeInterval } from './types.ts';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** What the form begins with: every night, in the reader's time zone. */
export const NIGHTLY: TimeInterval = {
  times: [{ start_time: '02:00', end_time: '04:00' }],
  location: new Intl.DateTimeFormat().resolvedOptions().timeZone,
};

/** On which days, from when to when, in which time zone; no day chosen means each. */
export function RecurrenceFields({
  interval,
  onChange,
}: {
  interval: TimeInterval;
  onChange: (interval: TimeInterval) => void;
}) {
  const time = interval.times?.[0] ?? { start_time: '00:00', end_time: '24:00' };
  const days = interval.weekdays ?? [];
  const setDays = (chosen: string[]) => {
    const { weekdays: _, ...rest } = interval;
    onChange(chosen.length > 0 ? { ...rest, weekdays: WEEKDAYS.filter(day => chosen.includes(day)) } : rest);
  };
  return (
    <>
      <Chip.Group multiple value={[...days]} onChange={setDays}>
        {/* biome-ignore lint/a11y/useSemanticElements: the group has its label, a fieldset would draw another frame */}
        <div className="days" role="group" aria-label={t('silences.days')}>
          {WEEKDAYS.map(day => (
            <Chip key={day} size="xs" value={day}>
              {t(`day.${day}`)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <p className="hint">{t('silences.daysHint')}</p>
      <div className="fields">
        <TextInput
          label={t('time.from')}
          value={time.start_time}
          onChange={event =>
            onChange({ ...interval, times: [{ ...time, start_time: event.currentTarget.value }] })
          }
        />
        <TextInput
          label={t('time.to')}
          value={time.end_time}
          onChange={event =>
            onChange({ ...interval, times: [{ ...time, end_time: event.currentTarget.value }] })
          }
        />
        <TextInput
          label={t('silences.zone')}
          value={interval.location ?? ''}
          onChange={event => onChange({ ...interval, location: event.currentTarget.value })}
        />
      </div>
    </>
  );
}

/** "monday, friday 02:00–04:00 Europe/Berlin". */
export function intervalText({ times, weekdays, location }: TimeInterval): string {
  const days = weekdays?.map(day => {
    const [first, last] = day.split(':');
    return last ? `${dayText(first)}–${dayText(last)}` : dayText(first);
  });
  const spans = times?.map(({ start_time, end_time }) => `${start_time}–${end_time}`);
  return [days?.join(', ') ?? t('silences.everyDay'), spans?.join(', '), location ?? 'UTC']
    .filter(Boolean)
    .join(' ');
}

function dayText(day: string): string {
  const known = WEEKDAYS.find(each => each === day);
  return known ? t(`day.${known}`) : day;
}
