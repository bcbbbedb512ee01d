import type { Labels } from '@gnomon/plugin-api';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { t } from '../texts/t.ts';
import { HistoryList } from './HistoryList.tsx';
import { HistoryTimeline } from './HistoryTimeline.tsx';

/** What happened to an alert or to those of a rule: drawn over time, or event by event. */
export function HistoryViews({
  parameters,
  pageSize,
  nameOf,
}: {
  /** As `alerting/history` takes them. */
  parameters: Readonly<Record<string, string>>;
  pageSize?: number;
  /** What the line of an alert is called. */
  nameOf?: (labels: Labels) => string;
}) {
  const [view, setView] = useState('timeline');
  return (
    <div className="history-views">
      <SegmentedControl
        size="xs"
        aria-label={t('alerts.tab.history')}
        value={view}
        onChange={setView}
        data={[
          { value: 'timeline', label: t('history.timeline') },
          { value: 'table', label: t('history.table') },
        ]}
      />
      {view === 'timeline' ? (
        <HistoryTimeline parameters={parameters} {...(nameOf && { nameOf })} />
      ) : (
        <HistoryList parameters={parameters} {...(pageSize && { pageSize })} />
      )}
    </div>
  );
}
