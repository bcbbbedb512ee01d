import { dateTime } from '../display/units.ts';
import { LabelChips } from '../shell/LabelChips.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { t } from '../texts/t.ts';
import { useNotifiedAlerts, useSilences } from './api.ts';

/** The alerts that hold another one back, by their fingerprints; one that is over is known by that only. */
export function Inhibitors({ fingerprints }: { fingerprints: readonly string[] }) {
  const alerts = useNotifiedAlerts().data ?? [];
  return fingerprints.map(fingerprint => {
    const other = alerts.find(alert => alert.fingerprint === fingerprint);
    return (
      <div key={fingerprint}>
        {other ? (
          <>
            <b>{other.labels.alertname}</b> <LabelChips labels={other.labels} without={['alertname']} />
          </>
        ) : (
          fingerprint
        )}
      </div>
    );
  });
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
