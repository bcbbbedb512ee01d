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

// A matcher such as severity="page", team=~"a|b" or job != node; its name may be quoted.
const MATCHER =
  /(?:([\p{L}_][\p{L}\p{N}_.:-]*)|"((?:[^"\\]|\\.)*)")\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,}"]*))/uy;
const BETWEEN = /[\s,{}]+/y;
const WORD = /\S+/y;

/** The matchers of a text, in braces or not, with commas or not between them; what is no matcher is a word. */
export function readMatchers(text: string): { matchers: Matcher[]; words: string[] } {
  const matchers: Matcher[] = [];
  const words: string[] = [];
  let at = 0;
  const next = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    if (next(BETWEEN)) continue;
    const found = next(MATCHER);
    if (!found) words.push(next(WORD)?.[0] ?? '');
    else {
      const [, plain, quoted, operator, value, bare] = found;
      const equal = equalMatcher(plain ?? unescaped(quoted), value === undefined ? bare : unescaped(value));
      matchers.push(withOperator(equal, operator as Operator));
    }
  }
  return { matchers, words };
}

/** As `matcherText` has escaped it. */
function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter);
}

/** Labels of `job=node instance="a b"`, with or without commas; undefined when it is not that. */
export function parseLabels(text: string): Labels | undefined {
  const { matchers, words } = readMatchers(text);
  const only = words.length === 0 && matchers.length > 0 && matchers.every(each => operatorOf(each) === '=');
  return only ? Object.fromEntries(matchers.map(({ name, value }) => [name, value])) : undefined;
}
