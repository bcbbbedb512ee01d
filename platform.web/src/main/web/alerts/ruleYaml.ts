import type { Labels } from '@gnomon/plugin-api';
import { type Document, isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';

/** An alerting rule as the form edits it; empty texts are left out. */
export interface RuleDraft {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly keepFiringFor: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

export const NEW_RULE: RuleDraft = {
  alert: '',
  expr: '',
  for: '5m',
  keepFiringFor: '',
  labels: { severity: 'warning' },
  annotations: { summary: '' },
};

/** Place of a rule in a file: name of its group, and its number among the rules of that group. */
export interface RulePlace {
  readonly group: string;
  readonly index: number;
}

/** The alerting rule at a place; undefined when there is none. */
export function readRule(yaml: string, place: RulePlace): RuleDraft | undefined {
  const rule = rulesOf(parseDocument(yaml), place.group)?.get(place.index);
  if (!isMap(rule)) return undefined;
  const plain = rule.toJSON() as Record<string, unknown>;
  if (typeof plain.alert !== 'string') return undefined;
  return {
    alert: plain.alert,
    expr: textOf(plain.expr),
    for: textOf(plain.for),
    keepFiringFor: textOf(plain.keep_firing_for),
    labels: textsOf(plain.labels),
    annotations: textsOf(plain.annotations),
  };
}

/** Whether the form can change the file: it is YAML, and empty or with a list of groups. */
export function isChangeable(yaml: string): boolean {
  const document = parseDocument(yaml);
  return document.errors.length === 0 && (document.contents === null || isSeq(document.get('groups')));
}

/**
 * The file with the rule in its place, or behind the last one of a group that may be new. All else stays as it is
 * written, comments too.
 */
export function withRule(yaml: string, group: string, draft: RuleDraft, index?: number): string {
  const document = parseDocument(yaml);
  if (document.contents === null) document.set('groups', document.createNode([]));
  const rules = rulesOf(document, group);
  const found = index === undefined ? undefined : rules?.get(index);
  if (isMap(found)) change(document, found, draft);
  else if (rules) rules.add(document.createNode(written(draft)));
  else document.addIn(['groups'], document.createNode({ name: group, rules: [written(draft)] }));
  return document.toString({ lineWidth: 0 });
}

/** A file with nothing but this rule, for the back-test. */
export function onlyRule(group: string, draft: RuleDraft): string {
  return withRule('', group, draft);
}

function rulesOf(document: Document, group: string) {
  const groups = document.get('groups');
  if (!isSeq(groups)) return undefined;
  const found = groups.items.find(item => isMap(item) && item.get('name') === group) as YAMLMap | undefined;
  const rules = found?.get('rules');
  return isSeq(rules) ? rules : undefined;
}

function written(draft: RuleDraft): Record<string, unknown> {
  const fields: [string, string | Labels][] = [
    ['alert', draft.alert],
    ['expr', draft.expr],
    ['for', draft.for],
    ['keep_firing_for', draft.keepFiringFor],
    ['labels', filled(draft.labels)],
    ['annotations', filled(draft.annotations)],
  ];
  return Object.fromEntries(
    fields.filter(([, value]) => (typeof value === 'string' ? value : Object.keys(value).length > 0)),
  );
}

/** Only what is different is set, so that comments and the way of writing stay. */
function change(document: Document, rule: YAMLMap, draft: RuleDraft): void {
  const before = rule.toJSON() as Record<string, unknown>;
  const after = written(draft);
  for (const name of ['alert', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations']) {
    const value = after[name];
    if (value === undefined) rule.delete(name);
    else if (JSON.stringify(value) !== JSON.stringify(before[name]))
      rule.set(name, document.createNode(value));
  }
}

function filled(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name, value]) => name && value));
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function textsOf(value: unknown): Labels {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, textOf(text)]));
}
