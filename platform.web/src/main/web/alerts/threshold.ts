import type { Labels } from '@gnomon/plugin-api';
import type { SyntaxNode } from '@lezer/common';
import {
  Absent,
  AbsentOverTime,
  And,
  BinaryExpr,
  Eql,
  Gte,
  Gtr,
  Lss,
  Lte,
  MatrixSelector,
  Neq,
  NumberDurationLiteral,
  Or,
  ParenExpr,
  parser,
  StringLiteral,
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
  /** Where the comparison stands in the whole expression. */
  readonly at?: ComparisonPlace;
}

type Span = readonly [from: number, to: number];

interface ComparisonPlace {
  readonly limit: Span;
  readonly operator: Span;
  /** The limit comes first: `10 > x`. */
  readonly turned: boolean;
}

export const COMPARATORS = ['>', '>=', '<', '<=', '==', '!='] as const;
export type Comparator = (typeof COMPARATORS)[number];
const TURNED: Readonly<Record<Comparator, Comparator>> = {
  '>': '<',
  '>=': '<=',
  '<': '>',
  '<=': '>=',
  '==': '==',
  '!=': '!=',
};

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
    const operator = operatorOf(node)?.type.id;
    if (operator === And || operator === Unless) {
      node = withoutParentheses(left);
      continue;
    }
    const comparison = operator === undefined ? undefined : COMPARISONS.get(operator);
    if (!comparison) break;
    const limit = numberOf(right, textOf);
    if (limit) return comparedWith(textOf(left), node, limit, comparison, false);
    const before = numberOf(left, textOf);
    if (before) return comparedWith(textOf(right), node, before, comparison, true);
    break;
  }
  return { expression };
}

function comparedWith(
  expression: string,
  comparison: SyntaxNode,
  { value, at }: Limit,
  direction: '>' | '<' | 'other',
  turned: boolean,
): Compared {
  const operator = operatorOf(comparison);
  return {
    expression,
    threshold: value,
    ...(direction !== 'other' && { above: (direction === '>') !== turned }),
    ...(operator && { at: { limit: at, operator: [operator.from, operator.to], turned } }),
  };
}

/** The node of an operator that compares, or of one between sets. */
function operatorOf(node: SyntaxNode): SyntaxNode | undefined {
  for (let child = node.firstChild?.nextSibling; child; child = child.nextSibling) {
    const { id } = child.type;
    if (COMPARISONS.has(id) || id === And || id === Unless || id === Or) return child;
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
  return at ? replaced(expression, at.limit, String(limit)) : expression;
}

/** How the value of the expression is compared with its limit, the value first. */
export function comparatorOf(expression: string): Comparator | undefined {
  const { at } = compared(expression);
  if (!at) return undefined;
  const text = expression.slice(...at.operator);
  const found = COMPARATORS.find(each => each === text);
  return found && (at.turned ? TURNED[found] : found);
}

/** The same expression compared in another way; as it is when it has no limit. */
export function withComparator(expression: string, comparator: Comparator): string {
  const { at } = compared(expression);
  return at ? replaced(expression, at.operator, at.turned ? TURNED[comparator] : comparator) : expression;
}

/** Whether the expression is a value without a limit, so that one can be given to it. */
export function isUnlimited(expression: string): boolean {
  const node = withoutParentheses(parser.parse(expression).topNode.firstChild);
  if (!node || expression.includes('#') || hasMistake(expression)) return false;
  if ([MatrixSelector, StringLiteral, NumberDurationLiteral].includes(node.type.id)) return false;
  if (node.type.id === BinaryExpr) return operatorOf(node) === undefined;
  return ![Absent, AbsentOverTime].includes(node.firstChild?.firstChild?.type.id ?? -1);
}

function hasMistake(expression: string): boolean {
  let found = false;
  parser.parse(expression).iterate({
    enter: ({ type }) => {
      found ||= type.isError;
    },
  });
  return found;
}

function replaced(text: string, [from, to]: Span, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
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

interface Limit {
  readonly value: number;
  readonly at: Span;
}

function numberOf(node: SyntaxNode, textOf: (node: SyntaxNode) => string): Limit | undefined {
  const inner = withoutParentheses(node);
  const isNumber =
    inner?.type.id === NumberDurationLiteral ||
    (inner?.type.id === UnaryExpr && inner.lastChild?.type.id === NumberDurationLiteral);
  if (!inner || !isNumber) return undefined;
  const value = parseValue(textOf(inner).replaceAll('_', ''));
  return Number.isFinite(value) ? { value, at: [inner.from, inner.to] } : undefined;
}
