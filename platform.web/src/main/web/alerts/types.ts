import type { Labels } from '@gnomon/plugin-api';

// Shapes of Prometheus's /api/v1/rules, Alertmanager's /api/v2 and docs/guide/gnomon-api.md.

export type RuleState = 'firing' | 'pending' | 'inactive' | 'unknown';

export interface RuleAlert {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly state: RuleState;
  readonly activeAt: string;
  readonly value: string;
}

/** A rule of a group; recording rules have no state, no annotations and no alerts. */
export interface Rule {
  readonly type: 'alerting' | 'recording';
  readonly name: string;
  readonly query: string;
  readonly state?: RuleState;
  readonly duration?: number;
  readonly keepFiringFor?: number;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly alerts?: readonly RuleAlert[];
  readonly health: 'ok' | 'err' | 'unknown';
  readonly lastError?: string;
  readonly evaluationTime: number;
  readonly lastEvaluation: string;
}

export interface RuleGroup {
  readonly name: string;
  readonly file: string;
  readonly interval: number;
  readonly rules: readonly Rule[];
}

/** An alert as the Alertmanager knows it. */
export interface NotifiedAlert {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: string;
  /** Where the sender shows its expression. */
  readonly generatorURL?: string;
  readonly receivers: readonly { readonly name: string }[];
  readonly status: {
    readonly state: 'active' | 'suppressed' | 'unprocessed';
    readonly silencedBy: readonly string[];
    readonly inhibitedBy: readonly string[];
    readonly mutedBy: readonly string[];
  };
}

/** Alerts that a receiver is told of together; an alert is in the group of each of its routes. */
export interface NotifiedGroup {
  readonly alerts: readonly NotifiedAlert[];
}

export interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  readonly isEqual: boolean;
}

export interface Silence {
  readonly id: string;
  readonly status: { readonly state: 'active' | 'pending' | 'expired' };
  readonly matchers: readonly Matcher[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly createdBy: string;
  readonly comment: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One of `time_intervals` in alertmanager.yml, as far as the page writes them. */
export interface TimeInterval {
  readonly times?: readonly { readonly start_time: string; readonly end_time: string }[];
  readonly weekdays?: readonly string[];
  readonly location?: string;
}

export interface RecurringSilence {
  readonly id: string;
  readonly matchers: readonly string[];
  readonly timeIntervals: readonly TimeInterval[];
  readonly createdBy: string;
  readonly comment: string;
  readonly active: boolean;
}

export interface Acknowledgement {
  readonly id: string;
  readonly createdBy: string;
  readonly comment: string;
  readonly at: string;
  readonly until?: string;
  readonly fingerprints: readonly string[];
}

export const EVENT_KINDS = [
  'fired',
  'resolved',
  'inhibited',
  'silenced',
  'released',
  'muted',
  'unmuted',
  'acknowledged',
  'escalated',
  'notification',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface AlertEvent {
  readonly id: string;
  readonly at: string;
  readonly kind: EventKind;
  readonly labels: Labels;
  readonly fingerprints: readonly string[];
  readonly detail: string;
  readonly receiver?: string;
  readonly channel?: string;
  readonly firing?: number;
  readonly resolved?: number;
  readonly result?: 'delivered' | 'refused' | 'given up' | 'failed';
  readonly problem?: string;
  readonly attempts?: number;
}

/** A node of the routing tree; durations in seconds. */
export interface RouteNode {
  readonly index: number;
  readonly receiver: string;
  readonly matchers: readonly string[];
  readonly continue: boolean;
  readonly groupBy: readonly string[];
  readonly groupWait: number;
  readonly groupInterval: number;
  readonly repeatInterval: number;
  readonly muteTimeIntervals: readonly string[];
  readonly activeTimeIntervals: readonly string[];
  /** Time intervals because of which it tells nobody now; absent in older versions of the server. */
  readonly mutedBy?: readonly string[];
  readonly routes: readonly RouteNode[];
}

/** While an alert that fits `sourceMatchers` fires, others that fit `targetMatchers` are held back. */
export interface InhibitionRule {
  readonly name: string;
  readonly generated: boolean;
  readonly sourceMatchers: readonly string[];
  readonly targetMatchers: readonly string[];
  readonly equal: readonly string[];
  /** What it holds back now, by fingerprints. */
  readonly held: readonly HeldAlert[];
}

/** Two alerts by their fingerprints: the first holds back the second. */
export interface HeldAlert {
  readonly inhibiting: string;
  readonly inhibited: string;
}

export interface Receiver {
  readonly name: string;
  readonly channels: readonly { readonly type: string; readonly index: number }[];
}

/** A receiver as its file has it, secrets masked; no settings while the plugin of a channel is absent. */
export interface WrittenReceiver {
  readonly name: string;
  readonly file: string;
  readonly fragment: boolean;
  readonly writable: boolean;
  readonly version: string;
  readonly labels: Labels;
  /** Those that name it, in whatever file. */
  readonly routes: readonly { readonly place: string; readonly matchers: readonly string[] }[];
  readonly channels: readonly {
    readonly type: string;
    readonly index: number;
    readonly settings?: Readonly<Record<string, unknown>>;
  }[];
}

export interface Episode {
  readonly activeAt: string;
  readonly firedAt: string | null;
  readonly endedAt: string | null;
}

/** What a rule would have done: answer of `rules/backtest`. */
export interface BackTest {
  readonly rules: readonly {
    readonly group: string;
    readonly alert: string;
    readonly fired: number;
    readonly flaps: number;
    readonly alerts: readonly {
      readonly labels: Labels;
      readonly fired: number;
      readonly flaps: number;
      readonly firingSeconds: number;
      readonly episodes: readonly Episode[];
    }[];
  }[];
  readonly warnings: readonly string[];
}

/** A file of rules.d or alerting.d, or one that its user keeps, which is read-only. */
export interface WrittenFile {
  readonly name: string;
  readonly file: string;
  readonly readOnly: boolean;
  readonly version?: string;
}
