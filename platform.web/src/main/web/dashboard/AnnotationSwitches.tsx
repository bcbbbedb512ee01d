import { t } from '../texts/t.ts';
import type { Marking } from './useMarks.ts';

/** Switches for the annotation queries of a dashboard that want one. */
export function AnnotationSwitches({ marking }: { marking: Marking }) {
  const failed = new Map(marking.errors.map(({ refId, message }) => [refId, message]));
  return marking.queries
    .filter(query => !query.hide)
    .map(({ name }) => (
      <label key={name} className="mark-switch">
        <input
          type="checkbox"
          checked={marking.isOn(name)}
          onChange={event => marking.onSwitch(name, event.currentTarget.checked)}
        />
        <span className="label">{name}</span>
        {failed.has(name) && (
          <span className="warn" role="img" title={failed.get(name)} aria-label={t('annotation.failed')}>
            !
          </span>
        )}
      </label>
    ));
}
