import type { Labels } from '@gnomon/plugin-api';
import { t } from '../texts/t.ts';

/** Labels, one chip each, without those that stand elsewhere. */
export function LabelChips({
  labels,
  without = [],
  onPick,
}: {
  labels: Labels;
  without?: readonly string[];
  /** Called with the label whose chip is clicked; absent: chips are no buttons. */
  onPick?: ((name: string, value: string) => void) | undefined;
}) {
  return Object.entries(labels)
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => {
      const text = (
        <>
          {name}=<b>{value}</b>
        </>
      );
      return onPick ? (
        <button
          type="button"
          className="chip"
          key={name}
          title={t('alerts.pick')}
          onClick={() => onPick(name, value)}
        >
          {text}
        </button>
      ) : (
        <span className="chip" key={name}>
          {text}
        </span>
      );
    });
}
