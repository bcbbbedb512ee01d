import type { FormSchema, Labels } from '@gnomon/plugin-api';
import { stringify } from 'yaml';
import type { Channel } from '../api/types.ts';
import type { FormValue } from '../forms/schema.ts';
import type { RouteNode } from './types.ts';

/** The label by which a rule names the receiver that is to hear of it. */
export const RECEIVER_LABEL = 'receiver';

/** Names that are those of files too. */
export const RECEIVER_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;

/** Where the API has a receiver. */
export function receiverPath({ name }: { readonly name: string }): string {
  return `alerting/receivers/${encodeURIComponent(name)}`;
}

/** A channel of a receiver that is being edited. */
export interface EditedChannel {
  /** For the page alone. */
  readonly key: number;
  readonly type: string;
  /** Its place among those of its type in the file; none for a new one. */
  readonly index?: number;
  /** None while its plugin is absent: it stays as it stands. */
  readonly settings?: FormValue;
  /** As they were read. */
  readonly before?: FormValue;
}

/** What tells a channel from others of its type, such as an address: the first text that says something as it is. */
export function markOf(settings: FormValue = {}): string {
  const found = Object.values(settings).find(
    value => typeof value === 'string' && value !== '' && value !== '<secret>' && !value.includes('{{'),
  );
  return typeof found === 'string' ? found : '';
}

/** The form of a channel: what `global` says is neither needed nor shown as if it were another. */
export function channelSchema({ schema, fromGlobal }: Channel): FormSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    if (!fromGlobal.includes(name)) return [name, property] as const;
    const { default: _, ...rest } = property;
    return [name, rest] as const;
  });
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    required: (schema.required ?? []).filter(name => !fromGlobal.includes(name)),
  };
}

/**
 * Settings to send. A text that was emptied is left out, because an empty URL or secret is a mistake to Alertmanager;
 * unless it was empty before, or stands for more than nothing when it is left out.
 */
export function saidSettings(schema: FormSchema, value: FormValue, before: FormValue = {}): FormValue {
  const said: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    const property = schema.properties?.[name];
    const was = before[name];
    const nothing = part === undefined || ((part === '' || part === null) && !property?.default);
    if (nothing && part !== was) continue;
    said[name] =
      property?.properties && isMapping(part)
        ? saidSettings(property, part, isMapping(was) ? was : {})
        : part;
  }
  return said;
}

function isMapping(value: unknown): value is FormValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A fragment of alertmanager.yml: a receiver with its channels, and a route to it for alerts that name it by their label.
 */
export function receiverYaml(
  name: string,
  channels: readonly { readonly type: string; readonly settings?: FormValue }[],
): string {
  const sections: Record<string, FormValue[]> = {};
  for (const { type, settings = {} } of channels) {
    sections[`${type}_configs`] = [...(sections[`${type}_configs`] ?? []), settings];
  }
  return stringify(
    {
      receivers: [{ name, ...sections }],
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
