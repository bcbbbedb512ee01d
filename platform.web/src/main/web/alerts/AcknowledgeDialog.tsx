import type { Labels } from '@gnomon/plugin-api';
import { Modal, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { LabelChips } from '../shell/LabelChips.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { parseDuration } from '../time/range.ts';
import { spanText } from '../time/spans.ts';
import { useReloadAlerting } from './api.ts';
import { equalMatchers, matcherText } from './matchers.ts';

const UNTIL_END = 'end';
const SPANS = ['30m', '1h', '4h', '1d'] as const;

/** Says that somebody is on it: the alert is not repeated any more, its end is told as ever. */
export function AcknowledgeDialog({ labels, onClose }: { labels: Labels; onClose: () => void }) {
  const [comment, setComment] = useState('');
  const [span, setSpan] = useState<string>(UNTIL_END);
  const reload = useReloadAlerting();
  const send = useMutation({
    mutationFn: () => {
      const length = parseDuration(span);
      return gnomon.send('POST', 'alerting/acknowledgements', {
        matchers: equalMatchers(labels).map(matcherText),
        comment,
        ...(length && { until: new Date(Date.now() + length).toISOString() }),
      });
    },
    onSuccess: () => {
      toast.done(t('acknowledge.done', { name: labels.alertname ?? '' }));
      onClose();
    },
    onSettled: reload,
  });
  return (
    <Modal opened onClose={onClose} title={t('acknowledge.title')} size="md">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <div>
          <LabelChips labels={labels} />
        </div>
        <p className="hint">{t('acknowledge.hint')}</p>
        <TextInput
          label={t('acknowledge.comment')}
          value={comment}
          data-autofocus
          onChange={event => setComment(event.currentTarget.value)}
        />
        <Select
          label={t('acknowledge.until')}
          allowDeselect={false}
          data={[
            { value: UNTIL_END, label: t('acknowledge.untilEnd') },
            ...SPANS.map(value => ({ value, label: spanText(value) ?? value })),
          ]}
          value={span}
          onChange={value => setSpan(value ?? UNTIL_END)}
        />
        {send.isError && <Banner tone="bad">{send.error.message}</Banner>}
        <div className="controls end">
          <Button onClick={onClose}>{t('form.close')}</Button>
          <Button type="submit" variant="filled" loading={send.isPending}>
            {t('alerts.acknowledge')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
