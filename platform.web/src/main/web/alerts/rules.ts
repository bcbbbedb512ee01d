import type { Labels } from '@gnomon/plugin-api';
import { labelTexts, matchesWords } from '../shell/words.ts';
import type { NotifiedAlert, NotifiedGroup, Rule, RuleAlert, RuleGroup, RuleState } from './types.ts';

/** A rule with its place; the place is what an address names. */
export interface PlacedRule {
  readonly rule: Rule;
  readonly group: string;
  readonly file: string;
  readonly index: number;
}

export function placed(groups: readonly RuleGroup[]): PlacedRule[] {
  return groups.flatMap(group =>
    group.rules.map((rule, index) => ({ rule, group: group.name, file: group.file, index })),
  );
}

export type RuleFilter = RuleState | 'all' | 'failing' | 'recording';

const RANK: Readonly<Record<RuleState, number>> = { firing: 0, pending: 1, unknown: 2, inactive: 3 };

/** Rules that have every word in their name, expression, labels, group or file; firing ones first. */
export function matchingRules(rules: readonly PlacedRule[], filter: string): PlacedRule[] {
  const rank = (rule: Rule) => (rule.health === 'err' ? -1 : rule.state ? RANK[rule.state] : 4);
  return rules
    .filter(({ rule, group, file }) =>
      matchesWords(filter, [rule.name, rule.query, group, file, ...labelTexts(rule.labels ?? {})]),
    )
    .sort((a, b) => rank(a.rule) - rank(b.rule));
}

/** Whether the rule is one of those that the filter of states shows. */
export function isOf(rule: Rule, state: RuleFilter): boolean {
  switch (state) {
    case 'all':
      return true;
    case 'failing':
      return rule.health === 'err';
    case 'recording':
      return rule.type === 'recording';
    default:
      return rule.state === state;
  }
}

export type AlertState = 'firing' | 'pending' | 'acknowledged' | 'silenced' | 'inhibited' | 'muted';

/** An alert of the list: one that fires and is notified about, or one that waits for its `for`. */
export interface ListedAlert {
  readonly key: string;
  readonly state: AlertState;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly since: string;
  readonly notified?: NotifiedAlert;
}

const ORDER: readonly AlertState[] = ['firing', 'acknowledged', 'pending', 'silenced', 'inhibited', 'muted'];

/** Alerts of the Alertmanager and pending ones of the rules; by state, then newest first. */
export function listedAlerts(
  notified: readonly NotifiedAlert[],
  groups: readonly RuleGroup[],
  acknowledged: ReadonlySet<string>,
): ListedAlert[] {
  const pending = placed(groups).flatMap(({ rule, file, group, index }) =>
    (rule.alerts ?? [])
      .filter(alert => alert.state === 'pending')
      .map(alert => ({
        key: JSON.stringify([file, group, index, alert.labels]),
        state: 'pending' as const,
        labels: alert.labels,
        annotations: alert.annotations,
        since: alert.activeAt,
      })),
  );
  const firing = notified.map(alert => ({
    key: alert.fingerprint,
    state: stateOf(alert, acknowledged),
    labels: alert.labels,
    annotations: alert.annotations,
    since: alert.startsAt,
    notified: alert,
  }));
  return [...firing, ...pending].sort(
    (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || Date.parse(b.since) - Date.parse(a.since),
  );
}

/** The alerts of all groups, each once; one is muted when it is in each of its groups. */
export function alertsOfGroups(groups: readonly NotifiedGroup[]): NotifiedAlert[] {
  const alerts = new Map<string, NotifiedAlert>();
  for (const alert of groups.flatMap(group => group.alerts)) {
    const before = alerts.get(alert.fingerprint);
    if (!before || alert.status.mutedBy.length === 0) alerts.set(alert.fingerprint, alert);
  }
  return [...alerts.values()];
}

/** The state of an alert that fires. */
export function stateOf(
  { fingerprint, status }: NotifiedAlert,
  acknowledged: ReadonlySet<string>,
): AlertState {
  if (status.silencedBy.length > 0) return 'silenced';
  if (status.inhibitedBy.length > 0) return 'inhibited';
  if (status.mutedBy.length > 0) return 'muted';
  return acknowledged.has(fingerprint) ? 'acknowledged' : 'firing';
}

/** The rule that an alert comes from: of its name, with labels that it all has. */
export function ruleOf(labels: Labels, rules: readonly PlacedRule[]): PlacedRule | undefined {
  return rules.find(
    ({ rule }) =>
      rule.name === labels.alertname &&
      rule.type === 'alerting' &&
      Object.entries(rule.labels ?? {}).every(
        ([name, value]) => labels[name] === value || value.includes('{{'),
      ),
  );
}

/** The rule's own alert that has come to the Alertmanager with these labels, to which others may have been added. */
export function alertOf(rule: Rule, labels: Labels): RuleAlert | undefined {
  return rule.alerts?.find(alert =>
    Object.entries(alert.labels).every(([name, value]) => labels[name] === value),
  );
}

/** Labels that the series of an alert have: without those that the rule gives. */
export function seriesLabels(rule: Rule, alert: RuleAlert): Labels {
  const given = new Set(['alertname', ...Object.keys(rule.labels ?? {})]);
  return Object.fromEntries(Object.entries(alert.labels).filter(([name]) => !given.has(name)));
}

/** Address of a rule's page. */
export function ruleAddress({ file, group, index, rule }: PlacedRule): Record<string, string> {
  return { file, group, rule: rule.name, index: String(index) };
}

/** The rule of an address; when rules were added before it, the first one of its name. */
export function ruleAt(rules: readonly PlacedRule[], address: URLSearchParams): PlacedRule | undefined {
  const same = rules.filter(
    ({ file, group, rule }) =>
      file === address.get('file') && group === address.get('group') && rule.name === address.get('rule'),
  );
  return same.find(({ index }) => index === Number(address.get('index'))) ?? same[0];
}
