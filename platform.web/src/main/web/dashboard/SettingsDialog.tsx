import { Modal, Select, TagsInput, TextInput } from '@mantine/core';
import { Button } from '../shell/controls.tsx';
import { type TextKey, t } from '../texts/t.ts';
import { parseTime, REFRESH } from '../time/range.ts';
import { WEEK_STARTS, type WeekStart } from '../time/zone.ts';
import { AnnotationRows } from './AnnotationRows.tsx';
import { DashboardLinkRows } from './DashboardLinkRows.tsx';
import { allPanels } from './edit.ts';
import type { Dashboard } from './model.ts';
import { VariableRows } from './VariableRows.tsx';

/** What the pointer in one panel shows in the others; the place is the number in the file. */
const POINTER: readonly TextKey[] = ['settings.pointer.0', 'settings.pointer.1', 'settings.pointer.2'];

/** What counts for the dashboard as a whole: tags, time range and refresh, variables, annotations, links. */
export default function SettingsDialog({
  dashboard,
  onChange,
  onClose,
}: {
  dashboard: Dashboard;
  onChange: (dashboard: Dashboard) => void;
  onClose: () => void;
}) {
  const time = { from: 'now-1h', to: 'now', ...dashboard.time };
  const variables = dashboard.templating?.list ?? [];
  const bound = (end: 'from' | 'to') => (
    <TextInput
      label={t(`time.${end}`)}
      value={time[end]}
      error={parseTime(time[end], Date.now()) === undefined ? t('time.unreadable') : undefined}
      onChange={event => onChange({ ...dashboard, time: { ...time, [end]: event.currentTarget.value } })}
    />
  );
  return (
    <Modal opened onClose={onClose} title={t('settings.title')} size="xl">
      <div className="form">
        <TagsInput
          label={t('dashboards.tags')}
          value={[...(dashboard.tags ?? [])]}
          onChange={tags => onChange({ ...dashboard, tags })}
        />
        <div className="fields">
          {bound('from')}
          {bound('to')}
          <Select
            label={t('refresh.interval')}
            clearable
            clearButtonProps={{ 'aria-label': t('form.remove') }}
            placeholder={t('refresh.off')}
            data={[...REFRESH]}
            value={typeof dashboard.refresh === 'string' && dashboard.refresh ? dashboard.refresh : null}
            onChange={refresh => onChange({ ...dashboard, refresh: refresh ?? '' })}
          />
        </div>
        <div className="fields">
          <Select
            label={t('time.zone')}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('form.remove') }}
            placeholder={t('settings.readersZone')}
            data={['utc', ...Intl.supportedValuesOf('timeZone')]}
            value={dashboard.timezone && dashboard.timezone !== 'browser' ? dashboard.timezone : null}
            onChange={zone => onChange({ ...dashboard, timezone: zone ?? '' })}
          />
          <Select
            label={t('time.weekStart')}
            clearable
            clearButtonProps={{ 'aria-label': t('form.remove') }}
            placeholder={t('settings.readersWeek')}
            data={(Object.keys(WEEK_STARTS) as WeekStart[]).map(day => ({
              value: day,
              label: t(`time.${day}`),
            }))}
            value={dashboard.weekStart || null}
            onChange={day => onChange({ ...dashboard, weekStart: day ?? '' })}
          />
        </div>
        <Select
          label={t('settings.pointer')}
          allowDeselect={false}
          data={POINTER.map((key, i) => ({ value: String(i), label: t(key) }))}
          value={String(dashboard.graphTooltip ?? 0)}
          onChange={pointer => onChange({ ...dashboard, graphTooltip: Number(pointer) })}
        />
        <VariableRows
          variables={variables}
          onChange={list => onChange({ ...dashboard, templating: { ...dashboard.templating, list } })}
        />
        <AnnotationRows
          annotations={dashboard.annotations?.list ?? []}
          panels={allPanels(dashboard).filter(panel => panel.id !== undefined && panel.type !== 'row')}
          variables={variables}
          onChange={list => onChange({ ...dashboard, annotations: { ...dashboard.annotations, list } })}
        />
        <DashboardLinkRows
          links={dashboard.links ?? []}
          onChange={links => onChange({ ...dashboard, links })}
        />
        <div className="controls end">
          <Button variant="filled" onClick={onClose}>
            {t('edit.done')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
