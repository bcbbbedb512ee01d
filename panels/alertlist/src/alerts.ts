import { numberIn, type Row, textIn } from '@gnomon/panel-kit/list.ts';

export interface Options {
  readonly viewMode?: 'list' | 'stat';
  readonly groupMode?: 'default' | 'custom';
  readonly groupBy?: readonly string[];
  readonly maxItems?: number;
  readonly sortOrder?: number;
  readonly alertName?: string;
  readonly alertInstanceLabelFilter?: string;
  readonly folder?: { readonly title?: string } | null;
  readonly stateFilter?: Readonly<Record<string, boolean>>;
  readonly showInstances?: boolean;
}

/** An alert, or a rule that has none. */
export interface Alert {
  readonly name: string;
  readonly state: 'firing' | 'pending' | 'error' | 'inactive' | 'unknown';
  readonly labels: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly group: string;
  readonly summary: string;
  /** Since when, in milliseconds; NaN for a rule without alerts. */
  readonly since: number;
}

export interface Group {
  readonly name: string;
  readonly alerts: readonly Alert[];
}

const RANK: Readonly<Record<Alert['state'], number>> = {
  firing: 0,
  error: 1,
  pending: 2,
  unknown: 3,
  inactive: 4,
};
/** Which switch lets a state through. Names of older dashboards mean the same. */
const SWITCHES: Readonly<Record<Alert['state'], readonly string[]>> = {
  firing: ['firing', 'alerting'],
  pending: ['pending'],
  error: ['error', 'execution_error'],
  unknown: ['noData', 'no_data'],
  inactive: ['normal', 'ok', 'inactive'],
};

/** Alerts of the rows that the options ask for, in their order. */
export function alertsOf(rows: readonly Row[], options: Options): Alert[] {
  const matchers = matchersOf(options.alertInstanceLabelFilter ?? '');
  const folder = options.folder?.title ?? '';
  const name = (options.alertName ?? '').toLowerCase();
  const found = rows
    .map(alertOf)
    .filter(alert => isWanted(alert, options.stateFilter))
    .filter(alert => alert.name.toLowerCase().includes(name))
    .filter(alert => folder === '' || alert.folder === folder || alert.folder === `${folder}.yml`)
    .filter(alert => matchers.every(matches => matches(alert.labels)));
  return found.sort(order(options.sortOrder ?? 3)).slice(0, options.maxItems || 20);
}

function alertOf(row: Row): Alert {
  const state = textIn(row, 'state') as Alert['state'];
  return {
    name: textIn(row, 'alert'),
    state: state in RANK ? state : 'unknown',
    labels: labelsOf(textIn(row, 'labels')),
    folder: textIn(row, 'folder'),
    group: textIn(row, 'group'),
    summary: textIn(row, 'summary') || textIn(row, 'description'),
    since: numberIn(row, 'Time'),
  };
}

/** Without any switch what fires, waits or fails is shown. */
function isWanted(alert: Alert, filter: Readonly<Record<string, boolean>> = {}): boolean {
  if (!Object.values(filter).some(on => on)) return RANK[alert.state] < RANK.unknown;
  return SWITCHES[alert.state].some(name => filter[name]);
}

function order(sortOrder: number): (a: Alert, b: Alert) => number {
  const byName = (a: Alert, b: Alert) => a.name.localeCompare(b.name);
  const time = (alert: Alert, missing: number) => (Number.isNaN(alert.since) ? missing : alert.since);
  switch (sortOrder) {
    case 1:
      return byName;
    case 2:
      return (a, b) => byName(b, a);
    case 4:
      return (a, b) => time(a, Number.MAX_VALUE) - time(b, Number.MAX_VALUE);
    case 5:
      return (a, b) => time(b, 0) - time(a, 0);
    default:
      return (a, b) => RANK[a.state] - RANK[b.state] || byName(a, b);
  }
}

/** Groups in the order of their first alerts. */
export function groupsOf(alerts: readonly Alert[], options: Options): Group[] {
  const byLabels = options.groupMode === 'custom' && (options.groupBy?.length ?? 0) > 0;
  const groups = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const name = byLabels
      ? (options.groupBy ?? []).map(label => `${label}=${alert.labels[label] ?? ''}`).join(', ')
      : alert.name;
    const group = groups.get(name);
    if (group) group.push(alert);
    else groups.set(name, [alert]);
  }
  return [...groups].map(([name, of]) => ({ name, alerts: of }));
}

const LABEL = /([a-zA-Z_][\w]*)="((?:[^"\\]|\\.)*)"/g;

/** `{a="b", c="d"}` as the server writes labels. */
export function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(LABEL))
    labels[name] = value.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c));
  return labels;
}

const MATCHER = /([a-zA-Z_][\w]*)\s*(=~|!~|!=|=)\s*"?((?:[^",}\\]|\\.)*)"?/g;

/** Matchers of `{a="b",c=~"d.*"}`; an expression that is none lets nothing through. */
function matchersOf(text: string): ((labels: Readonly<Record<string, string>>) => boolean)[] {
  return [...text.matchAll(MATCHER)].map(([, name, operator, value]) => {
    if (operator === '=') return labels => (labels[name] ?? '') === value;
    if (operator === '!=') return labels => (labels[name] ?? '') !== value;
    let pattern: RegExp | undefined;
    try {
      pattern = new RegExp(`^(?:${value})$`);
    } catch {
      return () => false;
    }
    const expression = pattern;
    return labels => expression.test(labels[name] ?? '') === (operator === '=~');
  });
}
