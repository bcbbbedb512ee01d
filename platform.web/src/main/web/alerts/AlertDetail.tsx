import type { Labels } from '@gnomon/plugin-api';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useMay } from '../api/queries.ts';
import { dateTime } from '../display/units.ts';
import { parseValue } from '../query/results.ts';
import { resolvedAddress } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { Facts } from '../shell/Facts.tsx';
import { LabelChips } from '../shell/LabelChips.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import type { RawRange } from '../time/range.ts';
import { useAcknowledgements, useReloadAlerting, useRuleGroups } from './api.ts';
import { InhibitedBy, SilencesOf } from './HeldBack.tsx';
import { HistoryViews } from './HistoryViews.tsx';
import { equalMatchers, matcherText } from './matchers.ts';
import { alertOf, type ListedAlert, placed, ruleAddress, ruleOf, seriesLabels } from './rules.ts';
import { compared } from './threshold.ts';
import type { Acknowledgement, Rule, RuleAlert } from './types.ts';
import { WatchedGraph } from './WatchedGraph.tsx';

/** What is known about an alert: its graph, annotations, its rule, who is told, what holds it back, what happened. */
export function AlertDetail({ alert }: { alert: ListedAlert }) {
  const rule = ruleOf(alert.labels, placed(useRuleGroups().data ?? []));
  const own = rule && alertOf(rule.rule, alert.labels);
  const acknowledged = useAcknowledgements().data?.filter(given => given.fingerprints.includes(alert.key));
  const { notified } = alert;
  const facts: [string, ReactNode][] = [
    ...Object.entries(alert.annotations).map(([name, text]): [string, ReactNode] => [
      name,
      <Text key={name} text={text} />,
    ]),
    [t('alerts.column.labels'), <LabelChips key="labels" labels={alert.labels} />],
    [t('alerts.value'), own && String(parseValue(own.value))],
    [t('alerts.startedAt'), dateTime(Date.parse(alert.since))],
    [
      t('alerts.receivers'),
      notified && (
        <PageLink
          key="receivers"
          path="alerts/routes"
          parameters={{ labels: equalMatchers(alert.labels).map(matcherText).join(' ') }}
        >
          {notified.receivers.map(receiver => receiver.name).join(', ')}
        </PageLink>
      ),
    ],
    [
      t('alerts.inhibitedBy'),
      notified && notified.status.inhibitedBy.length > 0 && <InhibitedBy key="inhibited" alert={notified} />,
    ],
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
    [
      t('rules.expression'),
      rule ? (
        <PageLink key="expression" className="mono" path="query" parameters={{ expr: rule.rule.query }}>
          {rule.rule.query}
        </PageLink>
      ) : (
        notified?.generatorURL && <Text key="expression" text={notified.generatorURL} />
      ),
    ],
  ];
  return (
    <div className="alert-detail">
      {rule && own && <Graph rule={rule.rule} alert={own} />}
      <Facts facts={facts} />
      {notified && <History fingerprint={notified.fingerprint} />}
    </div>
  );
}

function History({ fingerprint }: { fingerprint: string }) {
  const parameters = useMemo(() => ({ fingerprint }), [fingerprint]);
  return <HistoryViews parameters={parameters} pageSize={10} nameOf={nameOfAlert} />;
}

function nameOfAlert(labels: Labels): string {
  return labels.alertname ?? t('alerts.nameless');
}

const SPANS_MS: readonly (readonly [string, number])[] = [
  ['now-1h', 3_600_000],
  ['now-6h', 21_600_000],
  ['now-24h', 86_400_000],
  ['now-7d', 604_800_000],
];

/** The series of the alert with its threshold, from before it began. */
function Graph({ rule, alert }: { rule: Rule; alert: RuleAlert }) {
  const watched = useMemo(() => compared(rule.query), [rule.query]);
  const lasts = 1.25 * (Date.now() - Date.parse(alert.activeAt));
  const from = (SPANS_MS.find(([, length]) => length > lasts) ?? ['now-30d'])[0];
  const [zoomed, setZoomed] = useState<RawRange>();
  return (
    <WatchedGraph
      className="rule-graph low"
      watched={watched}
      only={seriesLabels(rule, alert)}
      range={zoomed ?? { from, to: 'now' }}
      onTimeRange={setZoomed}
    />
  );
}

/** A text in which an address is a link. */
function Text({ text }: { text: string }) {
  const address = /^https?:\/\/\S+$/.test(text) ? resolvedAddress(text) : undefined;
  return address ? (
    <a href={address.href} target="_blank" rel="noreferrer">
      {text}
    </a>
  ) : (
    <span className="pre">{text}</span>
  );
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
