/** Metadata of a metric as `/api/v1/metadata` gives it. */
export interface Metadata {
  readonly type: string;
  readonly help: string;
  readonly unit: string;
}
export type MetadataByName = Readonly<Record<string, readonly Metadata[]>>;

const PART = /_(bucket|count|sum|total|created)$/;

/** What is known of a metric; series of a histogram or summary are known by the name of the whole. */
export function metadataOf(name: string, all: MetadataByName): Metadata | undefined {
  return (all[name] ?? all[name.replace(PART, '')])?.[0];
}

/** A selector of the metric with the labels that were chosen. */
export function selectorOf(name: string, labels: Readonly<Record<string, string>>): string {
  const matchers = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return matchers.length > 0 ? `${name}{${matchers.join(', ')}}` : name;
}

/** What one usually wants to see of a metric: the rate of a counter, the 95th percentile of buckets, else its values. */
export function suggested(name: string, type: string, selector: string): string {
  if (name.endsWith('_bucket')) return `histogram_quantile(0.95, sum by (le) (rate(${selector}[5m])))`;
  if (type === 'histogram' && !PART.test(name)) return `histogram_quantile(0.95, rate(${selector}[5m]))`;
  const counts = type === 'counter' || name.endsWith('_total') || /_(count|sum)$/.test(name);
  return counts ? `rate(${selector}[5m])` : selector;
}
