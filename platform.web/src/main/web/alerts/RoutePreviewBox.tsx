import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { LabelChips } from '../shell/LabelChips.tsx';
import { t } from '../texts/t.ts';
import { usePreview } from './EntryForm.tsx';
import { parseLabels } from './matchers.ts';
import type { RoutePreview } from './routing.ts';

/** Who would get an alert before and after a change of a route, and which alerts that fire now change hands. */
export function RoutePreviewBox({
  body,
  asked,
  file,
}: {
  body: object;
  /** Labels to begin with, as they are entered. */
  asked: string;
  /** Whether to say into which file it comes. */
  file: boolean;
}) {
  const [entered, setEntered] = useState(asked);
  const labels = parseLabels(entered);
  const preview = usePreview<RoutePreview>('alerting/routes', { ...body, ...(labels && { labels }) });
  const would = preview.isError ? undefined : preview.data;
  return (
    <div className="covered routing-preview">
      <TextInput
        size="xs"
        label={t('routes.who')}
        description={t('routes.whoHint')}
        placeholder='severity=page job="node"'
        value={entered}
        error={entered.trim() && !labels ? t('routes.unreadable') : undefined}
        onChange={event => setEntered(event.currentTarget.value)}
      />
      <div role="status">
        {preview.isError && <span className="problem">{preview.error.message}</span>}
        {labels && would?.asked && <Told {...would.asked} />}
        {would && <strong>{t('routes.otherwise', { count: would.count })}</strong>}
        {would?.alerts.map(({ labels, before, after }) => (
          <div key={JSON.stringify(labels)}>
            <b>{labels.alertname}</b> <LabelChips labels={labels} without={['alertname']} />{' '}
            <Told before={before} after={after} />
          </div>
        ))}
        {would && would.count > would.alerts.length && (
          <p className="hint">{t('tooltip.more', { count: would.count - would.alerts.length })}</p>
        )}
        {file && would && <p className="hint">{t('receivers.file', { file: would.file })}</p>}
      </div>
    </div>
  );
}

function Told({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  return <div>{t('routes.told', { before: before.join(', '), after: after.join(', ') })}</div>;
}
