import type { Dashboard, Variable } from './model.ts';

export type Values = Readonly<Record<string, string | readonly string[]>>;
/** What values of variables are called, by name and value, where that is something else. */
export type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;
export interface Choice {
  readonly text: string;
  readonly value: string;
}

export const ALL = '$__all';
/** An interval that follows the time range. */
export const AUTO = '$__auto';
/** The same as dashboards of before Grafana 11 have it; the name of the variable stands behind. */
const NAMED_AUTO = '$__auto_interval_';
const PREFIX = 'var-';

/** Kinds that may have several values, or none, whatever else is said of them. */
const LISTS = ['adhoc', 'groupby'];

/** Values of the address (`var-host=a&var-host=b`) over those with which the dashboard was saved. */
export function chosenValues(
  dashboard: Dashboard,
  saved: Values,
  parameters: URLSearchParams,
): Record<string, string | readonly string[]> {
  const values: Record<string, string | readonly string[]> = { ...saved };
  for (const { name, type, multi } of dashboard.templating?.list ?? []) {
    const given = parameters.getAll(PREFIX + name);
    if (given.length > 0) values[name] = multi || LISTS.includes(type ?? '') ? given : given[0];
    if (type === 'interval' && listed(values[name])[0]?.startsWith(NAMED_AUTO)) values[name] = AUTO;
  }
  return values;
}

/** Kinds of variables that have choices. */
const CHOSEN = ['query', 'datasource', 'custom', 'interval'];
/** Kinds whose choices are asked for, so that a saved value may be none of them here. */
const ASKED = ['query', 'datasource'];

/**
 * The values with the first choice for each variable that has none, or a saved one that is none of its choices, as in
 * Grafana; where nothing can be chosen it is the empty text, which a selector finds in series without the label.
 * Variables are filled in their order, so that a later one's choices may depend on an earlier one.
 *
 * @param given names whose values the address gives; they stay
 * @param choicesOf what a variable offers with the values so far, undefined while that is asked for
 */
export function withFirstChoices(
  variables: readonly Variable[],
  chosen: Values,
  given: (name: string) => boolean,
  choicesOf: (variable: Variable, values: Values) => readonly Choice[] | undefined,
): Values {
  const values: Record<string, string | readonly string[]> = { ...chosen };
  for (const variable of variables) {
    const { name, type = '', multi } = variable;
    if (type === 'switch') values[name] ??= switchValues(variable).off;
    if (given(name) || !CHOSEN.includes(type)) continue;
    const now = listed(values[name]).filter(value => value !== '');
    if (now.length === 0) delete values[name];
    const choices = choicesOf(variable, values);
    if (!choices) continue;
    if (choices.length === 0) {
      if (type === 'query') values[name] = '';
      continue;
    }
    const valid = ASKED.includes(type) ? now.filter(value => choices.some(c => c.value === value)) : now;
    if (valid.length > 0) values[name] = multi ? valid : valid[0];
    else values[name] = multi ? [choices[0].value] : choices[0].value;
  }
  return values;
}

/** What a switch stands for: its first option when it is on, its second when it is off. */
export function switchValues({ options = [] }: Variable): { on: string; off: string } {
  return { on: String(options[0]?.value ?? 'true'), off: String(options[1]?.value ?? 'false') };
}

/** The filters of a dashboard: what they leave is what other variables offer. */
export function filtersOf(variables: readonly Variable[], values: Values): readonly string[] {
  return variables
    .filter(({ type }) => type === 'adhoc')
    .flatMap(({ name }) => listed(values[name]))
    .filter(text => text !== '');
}

/** A value as a list; none is empty. */
export function listed(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** Whether the address says what a variable is. */
export function isGiven(parameters: URLSearchParams, name: string): boolean {
  return parameters.has(PREFIX + name);
}

/** The address's parameters with another choice for one variable. */
export function withValue(
  parameters: URLSearchParams,
  name: string,
  values: readonly string[],
): URLSearchParams {
  const next = new URLSearchParams(parameters);
  next.delete(PREFIX + name);
  for (const value of values) next.append(PREFIX + name, value);
  return next;
}

/** What a variable of the kinds custom and interval offers, from its query; others from what was saved with it. */
export function savedChoices(variable: Variable): Choice[] {
  const query = typeof variable.query === 'string' ? variable.query : '';
  if (variable.type === 'custom') return withAll(variable, parts(query).map(pair));
  if (variable.type === 'interval') {
    const auto = variable.auto ? [{ text: 'auto', value: AUTO }] : [];
    return [...auto, ...parts(query).map(value => ({ text: value, value }))];
  }
  const choices = (variable.options ?? [])
    .filter(option => option.value !== undefined)
    .map(option => ({ text: String(option.text ?? option.value), value: String(option.value) }));
  return withAll(variable, choices);
}

export function withAll(variable: Variable, choices: readonly Choice[]): Choice[] {
  const others = choices.filter(choice => choice.value !== ALL);
  return variable.includeAll ? [{ text: 'All', value: ALL }, ...others] : others;
}

/** Names of variables in texts of a tree, `$x`, `${x}`, `${x:format}`, `[[x]]`, each once. */
export function namesIn(tree: unknown): string[] {
  const text = JSON.stringify(tree) ?? '';
  const found = text.matchAll(/\$(\w+)|\$\{(\w+)(?:\.\w+)?(?::[^}]*)?\}|\[\[(\w+)(?::[^\]]*)?\]\]/g);
  return [...new Set([...found].map(([, bare, braced, old]) => bare ?? braced ?? old))];
}

/**
 * The values as the server gets them: "All" is every choice, where the variable does not say what it means instead and
 * the choices are known.
 */
export function expanded(
  variables: readonly Variable[],
  values: Values,
  choicesOf: (variable: Variable, values: Values) => readonly Choice[] | undefined,
): Values {
  const sent: Record<string, string | readonly string[]> = { ...values };
  for (const variable of variables) {
    const { name, allValue } = variable;
    if (allValue || !listed(values[name]).includes(ALL)) continue;
    const every = (choicesOf(variable, values) ?? []).map(choice => choice.value).filter(v => v !== ALL);
    if (every.length > 0) sent[name] = every;
  }
  return sent;
}

/** What the values are called, where that is something else: of those that are chosen, or of all that "All" stands for. */
export function wordsOf(
  variables: readonly Variable[],
  values: Values,
  choicesOf: (variable: Variable, values: Values) => readonly Choice[] | undefined,
): Words {
  const words: Record<string, Record<string, string>> = {};
  for (const variable of variables) {
    const chosen = listed(values[variable.name]);
    if (!CHOSEN.includes(variable.type ?? '') || chosen.length === 0) continue;
    const named = (choicesOf(variable, values) ?? []).filter(
      ({ text, value }) => text !== value && (chosen.includes(value) || chosen.includes(ALL)),
    );
    if (named.length > 0)
      words[variable.name] = Object.fromEntries(named.map(({ text, value }) => [value, text]));
  }
  return words;
}

/** Commas part, a backslash keeps one. */
function parts(query: string): string[] {
  return query
    .split(/(?<!\\),/)
    .map(part => part.replaceAll('\\,', ',').trim())
    .filter(part => part !== '');
}

function pair(part: string): Choice {
  const found = /^(.+?)\s+:\s+(.+)$/.exec(part);
  return found ? { text: found[1], value: found[2] } : { text: part, value: part };
}
