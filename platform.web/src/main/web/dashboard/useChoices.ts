import { type QueryClient, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { gnomon } from '../api/client.ts';
import { SESSION, sourcesQuery, useDataSources } from '../api/queries.ts';
import type { DataSource } from '../api/types.ts';
import { type RawRange, resolveRange } from '../time/range.ts';
import { chosenFrom, type Found, regexOf, regexProblem } from './choices.ts';
import { allPanels } from './edit.ts';
import type { Dashboard, Variable } from './model.ts';
import type { ValuesOf } from './repeat.ts';
import { asksPromql } from './sources.ts';
import {
  ALL,
  type Choice,
  chosenValues,
  expanded,
  filtersOf,
  isGiven,
  listed,
  namesIn,
  savedChoices,
  type Values,
  type Words,
  withAll,
  withFirstChoices,
  wordsOf,
} from './variables.ts';

/** After so long a variable that nothing was found for is asked for again. */
const NOTHING_YET_MS = 3_000;

/** The dashboard whose variables are asked for, and the time that it shows. */
export interface Asking {
  readonly dashboard: Dashboard;
  /** What the server runs the queries of: a saved dashboard, or one that is sent along. */
  readonly target: object;
  readonly range: RawRange;
}

/** What a variable offers, or why nothing is known of that. */
export interface Offer {
  readonly choices: readonly Choice[];
  /** One sentence; undefined when nothing is wrong. */
  readonly error: string | undefined;
  readonly onAskAgain: () => void;
}

/** What can be chosen: answers to queries and data sources are asked for, the rest is in the dashboard. */
export function useChoices(variable: Variable, values: Values, asking: Asking): Offer {
  // The page has asked already; what it was refused is shown and not asked for at once again.
  const asked = useQuery({ ...choiceQuery(variable, values, asking), retryOnMount: false });
  const ofSources = variable.type === 'datasource';
  const sources = useDataSources(ofSources);
  const choices =
    ofSources && sources.data ? sourceChoices(variable, sources.data) : choicesOf(variable, asked.data);
  const failed = ofSources ? sources : asked;
  return {
    choices,
    error: failed.error?.message ?? regexProblem(variable.regex),
    onAskAgain: () => void failed.refetch(),
  };
}

/** Names of labels that a filter may have, or values of one of them. */
export function useSuggestions(
  variable: Variable,
  values: Values,
  asking: Asking,
  key?: string,
): { readonly texts: string[]; readonly error: string | undefined } {
  const { dashboard, target, range } = asking;
  const asked = useQuery({
    queryKey: ['suggestions', dashboard.uid, variable.name, key, filtersOf(variablesOf(dashboard), values)],
    queryFn: ({ signal }) => ask(target, range, variable, values, signal, key),
    enabled: key !== '',
  });
  return { texts: (asked.data ?? []).map(choice => choice.text), error: asked.error?.message };
}

/**
 * The values of all variables: what was chosen, else the first choice; settled when nothing is asked for any more.
 * `sent` has every choice where "All" stands and nothing else says what that means, `words` what the values are called.
 */
export function useValues(
  asking: Asking,
  saved: Values,
  parameters: URLSearchParams,
): { readonly values: Values; readonly sent: Values; readonly words: Words; readonly settled: boolean } {
  const cache = useQueryClient();
  const wanted = wantsSources(asking.dashboard);
  const sources = useDataSources(wanted);
  const { values, sent, words, asked } = valuesSoFar(asking, saved, parameters, sources.data, cache);
  const answers = useQueries({ queries: unique(asked) });
  // What has failed before and is asked for once more holds nothing up.
  const open = answers.some(answer => answer.isLoading && !answer.isFetched);
  const settled = !open && !(wanted && sources.isLoading);
  return { values: useSame(values), sent: useSame(sent), words: useSame(words), settled };
}

/** Asks for all that the values of the variables depend on, so that it is there when the page is made. */
export async function askForValues(
  asking: Asking,
  saved: Values,
  parameters: URLSearchParams,
  cache: QueryClient,
): Promise<void> {
  const session = await cache.ensureQueryData(SESSION);
  const sources = wantsSources(asking.dashboard)
    ? await cache.ensureQueryData(sourcesQuery(session))
    : undefined;
  for (;;) {
    const { asked } = valuesSoFar(asking, saved, parameters, sources, cache);
    const open = unique(asked).filter(
      ({ queryKey, enabled }) => enabled && cache.getQueryState(queryKey) === undefined,
    );
    if (open.length === 0) return;
    await Promise.all(open.map(query => cache.prefetchQuery(query)));
  }
}

/** The values as far as the answers in the cache say, and the questions that they depend on, also those not asked yet. */
function valuesSoFar(
  asking: Asking,
  saved: Values,
  parameters: URLSearchParams,
  sources: readonly DataSource[] | undefined,
  cache: QueryClient,
) {
  const { dashboard } = asking;
  const variables = variablesOf(dashboard);
  const asked: ReturnType<typeof choiceQuery>[] = [];
  const choices = (variable: Variable, soFar: Values) => {
    if (variable.type === 'datasource') return sources && sourceChoices(variable, sources);
    if (variable.type !== 'query') return savedChoices(variable);
    const query = choiceQuery(variable, soFar, asking);
    asked.push(query);
    const found = cache.getQueryData<Found[]>(query.queryKey);
    return found && choicesOf(variable, found);
  };
  const values = withFirstChoices(
    variables,
    chosenValues(dashboard, saved, parameters),
    name => isGiven(parameters, name),
    choices,
  );
  return {
    values,
    sent: expanded(variables, values, choices),
    words: wordsOf(variables, values, choices),
    asked,
  };
}

function wantsSources(dashboard: Dashboard): boolean {
  return variablesOf(dashboard).some(({ type }) => type === 'datasource');
}

function variablesOf({ templating }: Dashboard): readonly Variable[] {
  return templating?.list ?? [];
}

/** The same object as long as it says the same, so that another render does not look like another choice. */
function useSame<T extends object>(values: T): T {
  const text = JSON.stringify(values);
  return useMemo(() => JSON.parse(text) as T, [text]);
}

function unique(queries: readonly ReturnType<typeof choiceQuery>[]) {
  return [...new Map(queries.map(query => [JSON.stringify(query.queryKey), query])).values()];
}

/** The data sources of the type that the variable is for, by the names that match. */
export function sourceChoices(variable: Variable, sources: readonly DataSource[]): Choice[] {
  const wanted = typeof variable.query === 'string' ? variable.query : '';
  const ofType = sources.filter(({ type }) => type === wanted || (asksPromql(type) && asksPromql(wanted)));
  const regex = regexOf(variable.regex);
  const found = regex ? ofType.filter(({ name }) => regex.test(name)) : ofType;
  return withAll(
    variable,
    found.map(({ uid, name }) => ({ text: name, value: uid })),
  );
}

/** The values of the variables for which panels or rows are repeated; "All" stands for every choice. */
export function useRepeatValues(asking: Asking, values: Values): ValuesOf {
  const names = new Set(allPanels(asking.dashboard).flatMap(panel => panel.repeat ?? []));
  const variables = variablesOf(asking.dashboard).filter(variable => names.has(variable.name));
  const asked = useQueries({ queries: variables.map(variable => choiceQuery(variable, values, asking)) });
  const lists: [string, readonly string[]][] = variables.map((variable, index) => {
    const chosen = listed(values[variable.name]);
    if (!chosen.includes(ALL)) return [variable.name, chosen];
    const every = choicesOf(variable, asked[index].data).map(choice => choice.value);
    return [variable.name, every.filter(each => each !== ALL)];
  });
  // One text for all of them, so that another render does not look like another choice.
  const text = JSON.stringify(lists);
  return useMemo(() => {
    const byName = new Map(JSON.parse(text) as typeof lists);
    return name => byName.get(name);
  }, [text]);
}

/** Asks the server what a variable offers, when all is known that its query names. */
function choiceQuery(variable: Variable, values: Values, { dashboard, target, range }: Asking) {
  const { name, type, query, datasource, refresh } = variable;
  const variables = variablesOf(dashboard);
  const declared = new Set(variables.map(other => other.name));
  const used = namesIn([query, datasource]).filter(other => other !== name && declared.has(other));
  const given = Object.fromEntries(used.map(other => [other, values[other]]));
  const known = used.every(other => listed(values[other]).length > 0);
  return {
    queryKey: [
      'choices',
      dashboard.uid,
      name,
      query,
      datasource,
      given,
      filtersOf(variables, values),
      refresh === 2 ? range : null,
    ],
    queryFn: ({ signal }: { signal: AbortSignal }) => ask(target, range, variable, values, signal),
    enabled: (type === 'query' || type === 'groupby') && known,
    retry: false,
    // What a new server will report is not there at once.
    refetchInterval: (query: { state: { data?: readonly Found[] | undefined } }) =>
      query.state.data?.length === 0 && NOTHING_YET_MS,
  };
}

async function ask(
  target: object,
  range: RawRange,
  { name }: Variable,
  variables: Values,
  signal: AbortSignal,
  key?: string,
): Promise<Found[]> {
  const { from, to } = resolveRange(range);
  const body = { dashboard: target, name, variables, from, to, ...(key !== undefined && { key }) };
  const answer = await gnomon.send<{ choices: Found[] }>('POST', 'variables/query', body, signal);
  return answer.choices;
}

function choicesOf(variable: Variable, asked: readonly Found[] | undefined): Choice[] {
  return asked ? withAll(variable, chosenFrom(variable, asked)) : savedChoices(variable);
}
