import { Modal, SegmentedControl, TextInput } from '@mantine/core';
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
import { useCovered, useReloadAlerting } from './api.ts';
import { MatcherRows } from './MatcherRows.tsx';
import { matcherText } from './matchers.ts';
import { NIGHTLY, RecurrenceFields } from './RecurrenceFields.tsx';
import { SilenceTimes } from './SilenceTimes.tsx';
import { IN_TWO_HOURS, type SilenceTime, spanOf, timesOf } from './silenceTime.ts';
import type { Matcher, Silence, TimeInterval } from './types.ts';

/** A silence that is there, as far as the form shows it; without an id it is made anew. */
export interface GivenSilence {
  readonly id?: string;
  readonly comment: string;
  /** Of one that counts once. */
  readonly once?: Silence;
  /** Of a recurring one. */
  readonly interval?: TimeInterval;
}

/** Makes or changes a silence, once or recurring, and shows before which alerts it covers. */
export function SilenceDialog({
  matchers: begun,
  recurring: recurringAtFirst = false,
  given,
  onClose,
}: {
  matchers: readonly Matcher[];
  recurring?: boolean;
  given?: GivenSilence;
  onClose: () => void;
}) {
  const [matchers, setMatchers] = useState(begun);
  const [recurring, setRecurring] = useState(recurringAtFirst);
  const [time, setTime] = useState<SilenceTime>(() =>
    given?.id && given.once ? timesOf(given.once) : IN_TWO_HOURS,
  );
  const [interval, setInterval] = useState<TimeInterval>(given?.interval ?? NIGHTLY);
  const [comment, setComment] = useState(given?.comment ?? '');
  const user = useSession().data?.user;
  const editor = useMay('editor');
  const reload = useReloadAlerting();
  const texts = matchers.filter(matcher => matcher.name).map(matcherText);
  const nameless = matchers.some(matcher => !matcher.name && matcher.value);
  const span = spanOf(time, Date.now(), given?.id ? given.once : undefined);
  const send = useMutation({
    mutationFn: () => {
      if (recurring) {
        const body = { matchers: texts, timeIntervals: [interval], comment: comment.trim() };
        return given?.id
          ? gnomon.send('PUT', `silences/${given.id}`, body)
          : gnomon.send('POST', 'silences', body);
      }
      return alertmanager.send('POST', 'silences', {
        ...(given?.id && { id: given.id }),
        matchers: matchers.filter(matcher => matcher.name),
        ...(typeof span === 'object' && span),
        createdBy: user?.name ?? '',
        comment: comment.trim(),
      });
    },
    onSuccess: () => {
      toast.done(t(given?.id ? 'silences.changed' : 'silences.made'));
      onClose();
    },
    onSettled: reload,
  });
  const ready =
    texts.length > 0 && !nameless && comment.trim() !== '' && (recurring || typeof span === 'object');
  return (
    <Modal opened onClose={onClose} title={t(given?.id ? 'silences.change' : 'silences.new')} size="lg">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          if (ready) send.mutate();
        }}
      >
        <MatcherRows matchers={matchers} onChange={setMatchers} />
        <Covered matchers={texts} />
        {!given?.id && (
          <SegmentedControl
            size="xs"
            value={recurring ? 'recurring' : 'once'}
            onChange={value => setRecurring(value === 'recurring')}
            data={[
              { value: 'once', label: t('silences.once') },
              { value: 'recurring', label: t('silences.recurring'), disabled: !editor },
            ]}
          />
        )}
        {recurring ? (
          <RecurrenceFields interval={interval} onChange={setInterval} />
        ) : (
          <SilenceTimes
            time={time}
            onChange={setTime}
            problem={typeof span === 'string' ? span : undefined}
            begun={given?.id !== undefined && given.once?.status.state === 'active'}
          />
        )}
        <TextInput
          label={t('silences.comment')}
          value={comment}
          required
          data-autofocus={begun.some(matcher => matcher.name) || undefined}
          onChange={event => setComment(event.currentTarget.value)}
        />
        {send.isError && <Banner tone="bad">{send.error.message}</Banner>}
        <div className="controls end">
          <Button onClick={onClose}>{t('form.close')}</Button>
          <Button type="submit" variant="filled" loading={send.isPending} disabled={!ready}>
            {t(given?.id ? 'silences.save' : 'alerts.silence')}
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
