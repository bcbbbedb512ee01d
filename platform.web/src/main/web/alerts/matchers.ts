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

/** `job="node"`; a name that needs it is quoted. */
export function matcherText(matcher: Matcher): string {
  const name = /^[a-zA-Z_:][\w:]*$/.test(matcher.name) ? matcher.name : JSON.stringify(matcher.name);
  return `${name}${operatorOf(matcher)}${JSON.stringify(matcher.value)}`;
}

/** Matchers for alerts with exactly these labels. */
export function equalMatchers(labels: Labels): Matcher[] {
  return Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
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
