import type { Labels } from '@gnomon/plugin-api';
import { stringify } from 'yaml';
import type { FormValue } from '../forms/schema.ts';
import type { RouteNode } from './types.ts';

/** The label by which a rule names the receiver that is to hear of it. */
export const RECEIVER_LABEL = 'receiver';

/** Names that are those of files too. */
export const RECEIVER_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;

/**
 * A fragment of alertmanager.yml: a receiver with one channel, and a route to it for alerts that name it by their label.
 *
 * @param type of the channel, such as slack
 */
export function receiverYaml(name: string, type: string, settings: FormValue): string {
  return stringify(
    {
      receivers: [{ name, [`${type}_configs`]: [settings] }],
      routes: [{ receiver: name, matchers: [`${RECEIVER_LABEL}="${name}"`] }],
    },
    { lineWidth: 0 },
  );
}

/** A receiver and the labels with which an alert comes to it. */
export interface Way {
  readonly receiver: string;
  readonly labels: Labels;
}

/**
 * The receivers that labels alone lead to: routes whose matchers, with those above them, each name one value. Of several
 * ways to a receiver the first; that of the root is where everything else goes.
 */
export function waysOf(root: RouteNode): Way[] {
  const ways = new Map<string, Way>();
  const visit = (node: RouteNode, above: Labels) => {
    const own = labelsOf(node.matchers);
    if (!own) return;
    const labels = { ...above, ...own };
    if (!ways.has(node.receiver)) ways.set(node.receiver, { receiver: node.receiver, labels });
    for (const below of node.routes) visit(below, labels);
  };
  visit(root, {});
  return [...ways.values()];
}

/** `a="b"` of each matcher; undefined when one is not an equality with a value. */
function labelsOf(matchers: readonly string[]): Labels | undefined {
  const labels: Record<string, string> = {};
  for (const matcher of matchers) {
    const found = /^"?([^"=!~]+?)"?="((?:[^"\\]|\\.)+)"$/.exec(matcher);
    if (!found) return undefined;
    labels[found[1]] = found[2].replace(/\\(.)/g, '$1');
  }
  return labels;
}
