import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { gnomon } from '../api/client.ts';
import { useMay } from '../api/queries.ts';
import { dateTime } from '../display/units.ts';
import { Button } from '../shell/controls.tsx';
import { Facts } from '../shell/Facts.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { useAcknowledgements, useReloadAlerting, useRuleGroups, useSilences } from './api.ts';
import { HistoryList } from './HistoryList.tsx';
import { type ListedAlert, placed, ruleAddress, ruleOf } from './rules.ts';
import type { Acknowledgement } from './types.ts';

/** What is known about an alert: annotations, its rule, who is told, what holds it back, what happened. */
export function AlertDetail({ alert }: { alert: ListedAlert }) {
  const rule = ruleOf(alert.labels, placed(useRuleGroups().data ?? []));
  const acknowledged = useAcknowledgements().data?.filter(given => given.fingerprints.includes(alert.key));
  const { notified } = alert;
  const facts: [string, ReactNode][] = [
    ...Object.entries(alert.annotations).map(([name, text]): [string, ReactNode] => [
      name,
      <Text key={name} text={text} />,
    ]),
    [t('alerts.startedAt'), dateTime(Date.parse(alert.since))],
    [t('alerts.receivers'), notified?.receivers.map(receiver => receiver.name).join(', ')],
    [t('alerts.inhibitedBy'), notified?.status.inhibitedBy.join(', ')],
    [t('alerts.mutedBy'), notified?.status.mutedBy.join(', ')],
    [
      t('alerts.silencedBy'),
      notified && notified.status.silencedBy.length > 0 && <SilencesOf ids={notified.status.silencedBy} />,
    ],
    [
      t('alerts.state.acknowledged'),
      acknowledged?.length
        ? acknowledged.map(given => <Given key={given.id} acknowledgement={given} />)
        : undefined,
    ],
    [
      t('alerts.rule'),
      rule && (
        <PageLink path="alerts/rule" parameters={ruleAddress(rule)}>
          {rule.group} / {rule.rule.name}
        </PageLink>
      ),
    ],
  ];
  return (
    <>
      <Facts facts={facts} />
      {notified && <HistoryList parameters={{ fingerprint: notified.fingerprint }} />}
    </>
  );
}

/** A text in which an address is a link. */
function Text({ text }: { text: string }) {
  return /^https?:\/\/\S+$/.test(text) ? (
    <a href={text} target="_blank" rel="noreferrer">
      {text}
    </a>
  ) : (
    text
  );
}

function SilencesOf({ ids }: { ids: readonly string[] }) {
  const silences = useSilences().data?.filter(silence => ids.includes(silence.id));
  return silences?.map(({ id, comment, createdBy, endsAt }) => (
    <div key={id}>{t('silences.until', { comment, name: createdBy, end: dateTime(Date.parse(endsAt)) })}</div>
  ));
}

function Given({ acknowledgement }: { acknowledgement: Acknowledgement }) {
  const editor = useMay('editor');
  const reload = useReloadAlerting();
  const withdraw = useMutation({
    mutationFn: () => gnomon.send('DELETE', `alerting/acknowledgements/${acknowledgement.id}`),
    onError: error => toast.failed(error.message),
    onSettled: reload,
  });
  const { createdBy, comment, until } = acknowledgement;
  return (
    <div className="controls">
      <span>
        {createdBy}
        {comment && `: ${comment}`}
        {until && ` (${t('acknowledge.until')} ${dateTime(Date.parse(until))})`}
      </span>
      <Button disabled={!editor} loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {t('acknowledge.withdraw')}
      </Button>
    </div>
  );
}
