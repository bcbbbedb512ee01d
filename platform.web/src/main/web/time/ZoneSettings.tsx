import { Select } from '@mantine/core';
import { browserZone } from '../../../../panel-kit/wall.ts';
import { t } from '../texts/t.ts';
import {
  isZoneSaid,
  offsetText,
  preferredWeekStart,
  preferredZone,
  preferWeekStart,
  preferZone,
  timeZone,
  useTimeZone,
  WEEK_STARTS,
  type WeekStart,
} from './zone.ts';

/** The reader's time zone and the begin of the week; both are kept in this browser. */
export default function ZoneSettings() {
  useTimeZone();
  const now = Date.now();
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter(zone => zone !== 'UTC')];
  return (
    <div className="zone">
      <Select
        size="xs"
        searchable
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        label={t('time.zone')}
        description={isZoneSaid() ? t('time.zoneSaid', { zone: timeZone() }) : undefined}
        data={[
          { value: '', label: t('time.zoneBrowser', { zone: browserZone() }) },
          ...zones.map(zone => ({ value: zone, label: `${zone} (${offsetText(zone, now)})` })),
        ]}
        value={preferredZone()}
        onChange={zone => preferZone(zone ?? '')}
      />
      <Select
        size="xs"
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        label={t('time.weekStart')}
        data={(Object.keys(WEEK_STARTS) as WeekStart[]).map(day => ({
          value: day,
          label: t(`time.${day}`),
        }))}
        value={preferredWeekStart()}
        onChange={day => day && preferWeekStart(day as WeekStart)}
      />
    </div>
  );
}
