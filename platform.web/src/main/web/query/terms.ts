import { parser } from '@prometheus-io/lezer-promql';

/** A word of an expression that something can be said about. */
export interface Term {
  readonly kind: 'metric' | 'function' | 'aggregation';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const KINDS: Readonly<Record<string, Term['kind']>> = {
  FunctionIdentifier: 'function',
  AggregateOp: 'aggregation',
};

/** What stands at a place of an expression: a metric, a function, an aggregation, or nothing to speak of. */
export function termAt(expression: string, position: number): Term | undefined {
  for (let node = parser.parse(expression).resolveInner(position, 1); node.parent; node = node.parent) {
    const kind =
      KINDS[node.name] ??
      (node.name === 'Identifier' && node.parent.name === 'VectorSelector' ? 'metric' : undefined);
    if (kind) return { kind, text: expression.slice(node.from, node.to), from: node.from, to: node.to };
  }
  return undefined;
}
