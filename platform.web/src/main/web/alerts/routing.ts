import type { Labels } from '@gnomon/plugin-api';
import type { Problem } from '../api/types.ts';
import { t } from '../texts/t.ts';
import { matcherText, readMatchers } from './matchers.ts';
import type { HeldAlert, Matcher, RouteNode } from './types.ts';
import type { FilePlace } from './Whereabouts.tsx';

/** Where the API has routes and inhibition rules. */
export type EntryPath = 'alerting/routes' | 'alerting/inhibitions';

/** The label that stands for "each alert on its own" in `group_by`. */
export const EACH = '...';

/** Settings with the keys of alertmanager.yml. */
export type Settings = Readonly<Record<string, unknown>>;

/** A route or an inhibition rule as its file has it. */
export interface WrittenEntry extends FilePlace {
  readonly number: number;
  /** Of all files together. */
  readonly version: string;
  readonly settings: Settings;
  /** From 0, among the siblings of its list. */
  readonly place: number;
  readonly siblings: number;
  /** Directly below it. */
  readonly routes: number;
  /** At any depth. */
  readonly below: number;
  readonly timeIntervals: readonly string[];
}

/** Who would hear of the alerts that fire now, before and after a change. */
export interface RoutePreview {
  readonly file: string;
  readonly asked?: Told;
  readonly count: number;
  readonly alerts: readonly (Told & { readonly labels: Labels })[];
}

interface Told {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What a rule would hold back now. */
export interface InhibitionPreview {
  readonly file: string;
  readonly count: number;
  readonly held: readonly HeldAlert[];
}

/** Which route is edited: the one of a number, or a new one below it. */
export interface EditedRoute {
  readonly root: RouteNode;
  readonly number: number;
  readonly isNew: boolean;
}

/** The route of a number with the one above it. */
export function nodeOf(
  root: RouteNode,
  number: number,
  parent?: RouteNode,
): { node: RouteNode; parent?: RouteNode } | undefined {
  if (root.index === number) return parent ? { node: root, parent } : { node: root };
  for (const below of root.routes) {
    const found = nodeOf(below, number, root);
    if (found) return found;
  }
  return undefined;
}

/** Matchers of settings such as `["team=\"db\""]`. */
export function matchersOf(settings: Settings, key: string): readonly Matcher[] {
  return listOf(settings, key).flatMap(text => readMatchers(text).matchers);
}

export function listOf(settings: Settings, key: string): readonly string[] {
  const value = settings[key];
  return Array.isArray(value) ? value.map(String) : [];
}

export function textOf(settings: Settings, key: string): string {
  const value = settings[key];
  return value === undefined || value === null ? '' : String(value);
}

/** Texts of the matchers that have a label. */
export function matcherTexts(matchers: readonly Matcher[]): string[] {
  return matchers.filter(matcher => matcher.name).map(matcherText);
}

/** Settings to send: what is empty is not said, unless it was said as empty before. */
export function saidEntry(settings: Settings, before: Settings): Settings {
  return Object.fromEntries(
    Object.entries(settings).filter(([key, value]) => {
      const empty =
        value === undefined ||
        value === '' ||
        value === false ||
        (Array.isArray(value) && value.length === 0);
      return !empty || JSON.stringify(value) === JSON.stringify(before[key]);
    }),
  );
}

/** A matcher without a label is not finished. */
export function matcherProblems(key: string, matchers: readonly Matcher[]): Problem[] {
  return matchers.some(({ name, value }) => !name && value)
    ? [{ path: `/${key}`, message: t('entries.nameless') }]
    : [];
}

/** What is wrong with a route as a whole, at the field where it shows; all else the server says. */
export function routeProblems(settings: Settings): Problem[] {
  const groupBy = listOf(settings, 'group_by');
  const problems: Problem[] = [];
  if (groupBy.includes(EACH) && groupBy.length > 1)
    problems.push({ path: '/group_by', message: t('routes.eachAlone') });
  for (const key of ['group_interval', 'repeat_interval'])
    if (/^(?:0[a-z]*)+$/.test(textOf(settings, key)))
      problems.push({ path: `/${key}`, message: t('routes.notZero') });
  return problems;
}

/** What is wrong with an inhibition rule as a whole. */
export function inhibitionProblems(settings: Settings): Problem[] {
  return ['source_matchers', 'target_matchers']
    .filter(key => listOf(settings, key).length === 0)
    .map(key => ({ path: `/${key}`, message: t('entries.noMatcher') }));
}
