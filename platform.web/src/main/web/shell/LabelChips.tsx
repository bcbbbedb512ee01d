import type { Labels } from '@gnomon/plugin-api';

/** Labels, one chip each, without those that stand elsewhere. */
export function LabelChips({ labels, without = [] }: { labels: Labels; without?: readonly string[] }) {
  return Object.entries(labels)
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => (
      <span className="chip" key={name}>
        {name}=<b>{value}</b>
      </span>
    ));
}
