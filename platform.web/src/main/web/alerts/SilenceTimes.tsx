import { Select, TextInput } from '@mantine/core';
import { dateTime } from '../display/units.ts';
import { t } from '../texts/t.ts';
import { parseDuration } from '../time/range.ts';
import { spanText } from '../time/spans.ts';
import { CHOSEN, chosenTime, IN_TWO_HOURS, type SilenceTime, SPANS } from './silenceTime.ts';

/** For how long, or from when to when, a silence counts. */
export function SilenceTimes({
  time,
  onChange,
  problem,
  begun,
}: {
  time: SilenceTime;
  onChange: (time: SilenceTime) => void;
  problem: 'from' | 'to' | 'order' | 'past' | undefined;
  /** It counts already, so that its beginning stays. */
  begun: boolean;
}) {
  const choose = (span: string | null) => {
    if (span === CHOSEN) onChange(chosenTime(time, Date.now()));
    else onChange({ ...IN_TWO_HOURS, ...(span && { span }) });
  };
  const length = parseDuration(time.span);
  return (
    <>
      <Select
        label={t('silences.duration')}
        description={length && t('silences.endsAt', { end: dateTime(Date.now() + length) })}
        allowDeselect={false}
        data={[
          ...SPANS.map(value => ({ value, label: spanText(value) ?? value })),
          { value: CHOSEN, label: t('silences.chosen') },
        ]}
        value={time.span}
        onChange={choose}
      />
      {time.span === CHOSEN && (
        <div className="fields">
          <TextInput
            label={t('time.from')}
            placeholder={t('silences.now')}
            value={time.from}
            disabled={begun}
            error={problem === 'from' && t('silences.unreadable')}
            onChange={event => onChange({ ...time, from: event.currentTarget.value })}
          />
          <TextInput
            label={t('time.to')}
            value={time.to}
            error={
              problem === 'to'
                ? t('silences.unreadable')
                : problem === 'order'
                  ? t('time.order')
                  : problem === 'past' && t('silences.past')
            }
            onChange={event => onChange({ ...time, to: event.currentTarget.value })}
          />
        </div>
      )}
    </>
  );
}
