/** A step of a query's plan, docs/guide/gnomon-api.md; the costs are there when it was run. */
export interface PlanNode {
  readonly operator: string;
  readonly estimatedSeries?: number;
  readonly series?: number;
  readonly samples?: number;
  readonly seconds?: number;
  readonly bytes?: number;
  readonly inputs: readonly PlanNode[];
}

/** The steps below each other, each before its inputs, with its depth in the tree. */
export function flattened(
  root: PlanNode,
  depth = 0,
): readonly { readonly node: PlanNode; readonly depth: number }[] {
  return [{ node: root, depth }, ...root.inputs.flatMap(input => flattened(input, depth + 1))];
}
