import type { Labels } from '@gnomon/plugin-api';
import { labelTexts, matchesWords } from '../shell/words.ts';
import { matcherText, readMatchers } from './matchers.ts';
import type { AlertState, ListedAlert } from './rules.ts';
import type { Matcher } from './types.ts';

/** What is asked of alerts: matchers of labels, and words that occur anywhere. */
export interface AlertFilter {
  readonly matchers: readonly Matcher[];
  readonly words: string;
  /** The regular expression that is none. */
  readonly wrong?: string;
}

/** Reads `{severity="page", team=~"a|b"} disk full`: braces and commas may be left out, what is no matcher is a word. */
export function alertFilter(text: string): AlertFilter {
  const { matchers, words } = readMatchers(text);
  const wrong = matchers.find(matcher => matcher.isRegex && !regexOf(matcher));
  return { matchers, words: words.join(' '), ...(wrong && { wrong: wrong.value }) };
}

/** The filter with one more matcher; as it is when that stands there. */
export function withMatcher(text: string, matcher: Matcher): string {
  const added = matcherText(matcher);
  const there = alertFilter(text).matchers.some(each => matcherText(each) === added);
  return there ? text : [text.trim(), added].filter(Boolean).join(' ');
}

/** Alerts in this state that all matchers fit and that have every word in a label or an annotation. */
export function matchingAlerts(
  alerts: readonly ListedAlert[],
  { matchers, words, wrong }: AlertFilter,
  state: AlertState | 'all' = 'all',
): ListedAlert[] {
  if (wrong !== undefined) return [];
  const fits = matchers.map(fitting);
  return alerts.filter(
    alert =>
      (state === 'all' || alert.state === state) &&
      fits.every(accepts => accepts(alert.labels)) &&
      (words === '' ||
        matchesWords(words, [...labelTexts(alert.labels), ...Object.values(alert.annotations)])),
  );
}

/** As the Alertmanager matches: a label that is not there is empty, a regular expression fits the whole value. */
function fitting(matcher: Matcher): (labels: Labels) => boolean {
  const { name, value, isEqual } = matcher;
  const regex = matcher.isRegex ? regexOf(matcher) : undefined;
  return labels => {
    const own = labels[name] ?? '';
    return (regex ? regex.test(own) : own === value) === isEqual;
  };
}

function regexOf({ value }: Matcher): RegExp | undefined {
  const anyCase = value.startsWith('(?i)');
  try {
    return new RegExp(`^(?:${anyCase ? value.slice(4) : value})$`, anyCase ? 'is' : 's');
  } catch {
    return undefined;
  }
}

/** Alerts that share a value of a label. */
export interface AlertGroup {
  readonly value: string;
  readonly alerts: readonly ListedAlert[];
  readonly counts: ReadonlyMap<AlertState, number>;
}

/** Alerts by the value of a label, in the order in which the first of each comes; without the label the value is empty. */
export function alertGroups(alerts: readonly ListedAlert[], label: string): AlertGroup[] {
  const groups = new Map<string, ListedAlert[]>();
  for (const alert of alerts) {
    const value = alert.labels[label] ?? '';
    const group = groups.get(value);
    if (group) group.push(alert);
    else groups.set(value, [alert]);
  }
  return [...groups].map(([value, own]) => ({ value, alerts: own, counts: stateCounts(own) }));
}

export function stateCounts(alerts: readonly ListedAlert[]): ReadonlyMap<AlertState, number> {
  const counts = new Map<AlertState, number>();
  for (const { state } of alerts) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

/** Names of labels that the alerts have, those of most alerts first. */
export function labelNames(alerts: readonly ListedAlert[]): string[] {
  const counts = new Map<string, number>();
  for (const { labels } of alerts)
    for (const name of Object.keys(labels)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
}
