import type { Labels } from '@gnomon/plugin-api';
import type { Matcher } from './types.ts';

export const OPERATORS = ['=', '!=', '=~', '!~'] as const;
export type Operator = (typeof OPERATORS)[number];

export function operatorOf({ isEqual, isRegex }: Matcher): Operator {
  return isEqual ? (isRegex ? '=~' : '=') : isRegex ? '!~' : '!=';
}

export function withOperator(matcher: Matcher, operator: Operator): Matcher {
  return { ...matcher, isEqual: operator.startsWith('='), isRegex: operator.endsWith('~') };
}

/** The name of a label as PromQL and matchers write it: quoted when that needs to be. */
export function labelText(name: string): string {
  return /^[a-zA-Z_:][\w:]*$/.test(name) ? name : JSON.stringify(name);
}

/** `job="node"`. */
export function matcherText(matcher: Matcher): string {
  return `${labelText(matcher.name)}${operatorOf(matcher)}${JSON.stringify(matcher.value)}`;
}

/** A matcher of alerts whose label has exactly this value. */
export function equalMatcher(name: string, value: string): Matcher {
  return { name, value, isRegex: false, isEqual: true };
}

/** Matchers for alerts with exactly these labels. */
export function equalMatchers(labels: Labels): Matcher[] {
  return Object.entries(labels).map(([name, value]) => equalMatcher(name, value));
}

const PAIR = /\s*([^\s=,"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))\s*,?/y;

/** Labels of `job=node instance="a b"`, with or without commas; undefined when it is not that. */
export function parseLabels(text: string): Labels | undefined {
  const labels: Record<string, string> = {};
  const rest = text.trim();
  PAIR.lastIndex = 0;
  while (PAIR.lastIndex < rest.length) {
    const match = PAIR.exec(rest);
    if (!match) return undefined;
    labels[match[1]] = match[2] === undefined ? match[3] : match[2].replace(/\\(.)/g, '$1');
  }
  return Object.keys(labels).length > 0 ? labels : undefined;
}
