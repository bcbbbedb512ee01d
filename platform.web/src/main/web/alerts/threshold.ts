import type { Labels } from '@gnomon/plugin-api';
import type { SyntaxNode } from '@lezer/common';
import {
  And,
  BinaryExpr,
  Eql,
  Gte,
  Gtr,
  Lss,
  Lte,
  Neq,
  NumberDurationLiteral,
  ParenExpr,
  parser,
  UnaryExpr,
  Unless,
} from '@prometheus-io/lezer-promql';
import { parseValue } from '../query/results.ts';
import { labelText } from './matchers.ts';

/** What an alert's expression compares: the graph of `expression`, and where it would fire. */
export interface Compared {
  readonly expression: string;
  readonly threshold?: number;
  /** The alert fires above it; else below. */
  readonly above?: boolean;
  /** Where the limit stands in the whole expression. */
  readonly at?: readonly [from: number, to: number];
}

const COMPARISONS = new Map<number, '>' | '<' | 'other'>([
  [Gtr, '>'],
  [Gte, '>'],
  [Lss, '<'],
  [Lte, '<'],
  [Eql, 'other'],
  [Neq, 'other'],
]);

/**
 * Parts `a / b > 0.9` into the value that is watched and its limit. Of `x > 1 and y` and `x > 1 unless y` the left
 * side counts; an expression that compares with no number is drawn as it is.
 */
export function compared(expression: string): Compared {
  const tree = parser.parse(expression);
  const textOf = (node: SyntaxNode) => expression.slice(node.from, node.to);
  let node = withoutParentheses(tree.topNode.firstChild);
  while (node?.type.id === BinaryExpr) {
    const left = node.firstChild;
    const right = node.lastChild;
    if (!left || !right) break;
    const operator = operatorOf(node);
    if (operator === And || operator === Unless) {
      node = withoutParentheses(left);
      continue;
    }
    const comparison = operator === undefined ? undefined : COMPARISONS.get(operator);
    if (!comparison) break;
    const limit = numberOf(right, textOf);
    if (limit) return { expression: textOf(left), ...limit, ...direction(comparison, false) };
    const turned = numberOf(left, textOf);
    if (turned) return { expression: textOf(right), ...turned, ...direction(comparison, true) };
    break;
  }
  return { expression };
}

function direction(comparison: '>' | '<' | 'other', turned: boolean): Pick<Compared, 'above'> {
  return comparison === 'other' ? {} : { above: (comparison === '>') !== turned };
}

function operatorOf(node: SyntaxNode): number | undefined {
  for (let child = node.firstChild?.nextSibling; child; child = child.nextSibling) {
    const { id } = child.type;
    if (COMPARISONS.has(id) || id === And || id === Unless) return id;
  }
  return undefined;
}

function withoutParentheses(node: SyntaxNode | null): SyntaxNode | null {
  let inner = node;
  while (inner?.type.id === ParenExpr) inner = inner.firstChild;
  return inner;
}

/** The same expression with another limit; as it is when it has none. */
export function withLimit(expression: string, limit: number): string {
  const { at } = compared(expression);
  return at ? expression.slice(0, at[0]) + String(limit) + expression.slice(at[1]) : expression;
}

/** The series of the expression that have these labels, whatever the expression is. */
export function onlySeries(expression: string, labels: Labels): string {
  const names = Object.keys(labels);
  if (names.length === 0) return expression;
  const one = Object.entries(labels).reduce(
    (series, [name, value]) =>
      `label_replace(${series}, ${JSON.stringify(name)}, ${JSON.stringify(value.replaceAll('$', '$$$$'))}, "", "")`,
    'vector(1)',
  );
  return `(${expression}) and on (${names.map(labelText).join(', ')}) ${one}`;
}

function numberOf(
  node: SyntaxNode,
  textOf: (node: SyntaxNode) => string,
): Required<Pick<Compared, 'threshold' | 'at'>> | undefined {
  const inner = withoutParentheses(node);
  const isNumber =
    inner?.type.id === NumberDurationLiteral ||
    (inner?.type.id === UnaryExpr && inner.lastChild?.type.id === NumberDurationLiteral);
  if (!inner || !isNumber) return undefined;
  const value = parseValue(textOf(inner).replaceAll('_', ''));
  return Number.isFinite(value) ? { threshold: value, at: [inner.from, inner.to] } : undefined;
}
