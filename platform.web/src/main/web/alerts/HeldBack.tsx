import { dateTime } from '../display/units.ts';
import { LabelChips } from '../shell/LabelChips.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { t } from '../texts/t.ts';
import { useInhibitions, useNotifiedAlerts, useSilences } from './api.ts';
import { equalMatchers, matcherText } from './matchers.ts';
import type { HeldAlert, NotifiedAlert } from './types.ts';

/** A firing alert by its fingerprint, with the way to it; one that is over is known by that only. */
export function AlertOf({ fingerprint }: { fingerprint: string }) {
  const alert = useNotifiedAlerts().data?.find(each => each.fingerprint === fingerprint);
  if (!alert) return fingerprint;
  const filter = `{${equalMatchers(alert.labels).map(matcherText).join(', ')}}`;
  return (
    <>
      <PageLink path="alerts" parameters={{ filter }}>
        {alert.labels.alertname ?? t('alerts.nameless')}
      </PageLink>{' '}
      <LabelChips labels={alert.labels} without={['alertname']} />
    </>
  );
}

/** Alerts that are held back, each with the one because of which. */
export function HeldPairs({ held }: { held: readonly HeldAlert[] }) {
  return held.map(({ inhibiting, inhibited }) => (
    <div key={inhibited}>
      <AlertOf fingerprint={inhibited} />
      <div className="hint">
        {t('inhibitions.because')} <AlertOf fingerprint={inhibiting} />
      </div>
    </div>
  ));
}

/** The alerts that hold another one back. */
export function Inhibitors({ fingerprints }: { fingerprints: readonly string[] }) {
  return fingerprints.map(fingerprint => (
    <div key={fingerprint}>
      <AlertOf fingerprint={fingerprint} />
    </div>
  ));
}

/** What holds an alert back now: the other alert, and the rule because of which. */
export function InhibitedBy({ alert }: { alert: NotifiedAlert }) {
  const rules = useInhibitions().data ?? [];
  const found = rules.findIndex(rule => rule.held.some(held => held.inhibited === alert.fingerprint));
  const rule = rules[found];
  return (
    <>
      <Inhibitors fingerprints={alert.status.inhibitedBy} />
      {rule && (
        <PageLink path="alerts/inhibitions" parameters={{ rule: String(found + 1) }}>
          {t('inhibitions.rule', { number: found + 1 })}
          {rule.name && `: ${rule.name}`}
        </PageLink>
      )}
    </>
  );
}

/** The silences of these ids; those that the server has forgotten are known by the id only. */
export function SilencesOf({ ids }: { ids: readonly string[] }) {
  const silences = useSilences().data ?? [];
  return ids.map(id => {
    const silence = silences.find(each => each.id === id);
    return (
      <div key={id}>
        {silence ? (
          <PageLink
            path="alerts/silences"
            parameters={{ filter: id, ...(silence.status.state === 'expired' && { state: 'expired' }) }}
          >
            {t('silences.until', {
              comment: silence.comment,
              name: silence.createdBy,
              end: dateTime(Date.parse(silence.endsAt)),
            })}
          </PageLink>
        ) : (
          id
        )}
      </div>
    );
  });
}
