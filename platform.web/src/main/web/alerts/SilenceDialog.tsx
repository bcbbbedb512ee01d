import { Modal, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { alertmanager, gnomon } from '../api/client.ts';
import { useMay, useSession } from '../api/queries.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { LabelChips } from '../shell/LabelChips.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { parseDuration } from '../time/range.ts';
import { spanText } from '../time/spans.ts';
import { useCovered, useReloadAlerting } from './api.ts';
import { MatcherRows } from './MatcherRows.tsx';
import { matcherText } from './matchers.ts';
import { NIGHTLY, RecurrenceFields } from './RecurrenceFields.tsx';
import type { Matcher, TimeInterval } from './types.ts';

const SPANS = ['30m', '1h', '2h', '4h', '12h', '1d', '7d'] as const;

/** Makes a silence, once or recurring, and shows before which alerts it covers. */
export function SilenceDialog({
  matchers: given,
  recurring: recurringAtFirst = false,
  onClose,
}: {
  matchers: readonly Matcher[];
  recurring?: boolean;
  onClose: () => void;
}) {
  const [matchers, setMatchers] = useState(given);
  const [recurring, setRecurring] = useState(recurringAtFirst);
  const [span, setSpan] = useState<string>('2h');
  const [interval, setInterval] = useState<TimeInterval>(NIGHTLY);
  const [comment, setComment] = useState('');
  const user = useSession().data?.user;
  const editor = useMay('editor');
  const reload = useReloadAlerting();
  const texts = matchers.filter(matcher => matcher.name).map(matcherText);
  const send = useMutation({
    mutationFn: () => {
      if (recurring)
        return gnomon.send('POST', 'silences', { matchers: texts, timeIntervals: [interval], comment });
      const now = Date.now();
      return alertmanager.send('POST', 'silences', {
        matchers: matchers.filter(matcher => matcher.name),
        startsAt: new Date(now).toISOString(),
        endsAt: new Date(now + (parseDuration(span) ?? 0)).toISOString(),
        createdBy: user?.name ?? '',
        comment,
      });
    },
    onSuccess: () => {
      toast.done(t('silences.made'));
      onClose();
    },
    onSettled: reload,
  });
  return (
    <Modal opened onClose={onClose} title={t('silences.new')} size="lg">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <MatcherRows matchers={matchers} onChange={setMatchers} />
        <Covered matchers={texts} />
        <SegmentedControl
          size="xs"
          value={recurring ? 'recurring' : 'once'}
          onChange={value => setRecurring(value === 'recurring')}
          data={[
            { value: 'once', label: t('silences.once') },
            { value: 'recurring', label: t('silences.recurring'), disabled: !editor },
          ]}
        />
        {recurring ? (
          <RecurrenceFields interval={interval} onChange={setInterval} />
        ) : (
          <Select
            label={t('silences.duration')}
            allowDeselect={false}
            data={SPANS.map(value => ({ value, label: spanText(value) ?? value }))}
            value={span}
            onChange={value => setSpan(value ?? '2h')}
          />
        )}
        <TextInput
          label={t('silences.comment')}
          value={comment}
          required
          onChange={event => setComment(event.currentTarget.value)}
        />
        {send.isError && <Banner tone="bad">{send.error.message}</Banner>}
        <div className="controls end">
          <Button onClick={onClose}>{t('form.close')}</Button>
          <Button type="submit" variant="filled" loading={send.isPending} disabled={texts.length === 0}>
            {t('alerts.silence')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** The alerts that the matchers cover now. */
function Covered({ matchers }: { matchers: readonly string[] }) {
  const [settled] = useDebouncedValue(matchers, 300);
  const covered = useCovered(settled);
  if (covered.isError) return <Banner tone="bad">{covered.error.message}</Banner>;
  const alerts = matchers.length > 0 ? (covered.data ?? []) : [];
  return (
    <div className="covered" role="status">
      <strong>{t('silences.covers', { count: alerts.length })}</strong>
      {alerts.slice(0, 20).map(alert => (
        <div key={alert.fingerprint}>
          <b>{alert.labels.alertname}</b> <LabelChips labels={alert.labels} without={['alertname']} />
        </div>
      ))}
      {alerts.length > 20 && <p className="hint">{t('tooltip.more', { count: alerts.length - 20 })}</p>}
    </div>
  );
}
