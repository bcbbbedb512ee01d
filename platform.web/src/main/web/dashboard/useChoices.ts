import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { prometheus } from '../api/client.ts';
import { useDataSources } from '../api/queries.ts';
import type { DataSource } from '../api/types.ts';
import { allPanels } from './edit.ts';
import type { Dashboard, Variable } from './model.ts';
import type { ValuesOf } from './repeat.ts';
import { asksPromql } from './sources.ts';
import {
  ALL,
  type Choice,
  chosenValues,
  isGiven,
  isUnfilled,
  labelValues,
  listed,
  savedChoices,
  type Values,
  withAll,
  withFirstChoices,
} from './variables.ts';

/** What can be chosen: values of a label and data sources are asked for, the rest is in the dashboard. */
export function useChoices(variable: Variable, values: Values): Choice[] {
  const asked = useQuery(labelQuery(variable, values));
  const ofSources = variable.type === 'datasource';
  const sources = useDataSources(ofSources).data;
  if (ofSources && sources) return sourceChoices(variable, sources);
  return choicesOf(variable, asked.data);
}

/** The values of all variables: what was chosen, else the first choice; settled when nothing is asked for any more. */
export function useValues(
  dashboard: Dashboard,
  saved: Values,
  parameters: URLSearchParams,
): { readonly values: Values; readonly settled: boolean } {
  const variables = dashboard.templating?.list ?? [];
  const cache = useQueryClient();
  const wantsSources = variables.some(({ type }) => type === 'datasource');
  const sources = useDataSources(wantsSources);
  const asked: ReturnType<typeof labelQuery>[] = [];
  const values = withFirstChoices(
    variables,
    chosenValues(dashboard, saved, parameters),
    name => isGiven(parameters, name),
    (variable, soFar) => {
      if (variable.type === 'datasource') return sources.data && sourceChoices(variable, sources.data);
      const query = labelQuery(variable, soFar);
      if (!query.wanted) return savedChoices(variable);
      asked.push(query);
      const found = cache.getQueryData<string[]>(query.queryKey);
      return found && choicesOf(variable, found);
    },
  );
  const answers = useQueries({ queries: asked });
  const settled = !answers.some(answer => answer.isLoading) && !(wantsSources && sources.isLoading);
  // One text for all of them, so that another render does not look like another choice.
  const text = JSON.stringify(values);
  return { values: useMemo(() => JSON.parse(text) as Values, [text]), settled };
}

/** The data sources of the type that the variable is for, by the names that match. */
export function sourceChoices(variable: Variable, sources: readonly DataSource[]): Choice[] {
  const wanted = typeof variable.query === 'string' ? variable.query : '';
  const ofType = sources.filter(({ type }) => type === wanted || (asksPromql(type) && asksPromql(wanted)));
  const regex = /^\/(.*)\/$/.exec(variable.regex ?? '')?.[1] ?? variable.regex;
  const found = regex ? ofType.filter(({ name }) => new RegExp(regex).test(name)) : ofType;
  return withAll(
    variable,
    found.map(({ uid, name }) => ({ text: name, value: uid })),
  );
}

/** The values of the variables for which panels or rows are repeated; "All" stands for every choice. */
export function useRepeatValues(dashboard: Dashboard, values: Values): ValuesOf {
  const names = new Set(allPanels(dashboard).flatMap(panel => panel.repeat ?? []));
  const variables = (dashboard.templating?.list ?? []).filter(variable => names.has(variable.name));
  const asked = useQueries({ queries: variables.map(variable => labelQuery(variable, values)) });
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

function labelQuery(variable: Variable, values: Values) {
  const wanted = labelValues(variable, values);
  return {
    wanted: wanted !== undefined,
    queryKey: ['label values', wanted?.label, wanted?.selector],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const answer = await prometheus<string[]>(
        `label/${encodeURIComponent(wanted?.label ?? '')}/values`,
        wanted?.selector ? { 'match[]': wanted.selector } : {},
        signal,
      );
      return answer.data;
    },
    enabled: wanted !== undefined && !isUnfilled(wanted.selector ?? ''),
  };
}

function choicesOf(variable: Variable, asked: readonly string[] | undefined): Choice[] {
  if (!asked) return savedChoices(variable);
  let found = asked;
  const pattern = /^\/(.*)\/$/.exec(variable.regex ?? '');
  if (pattern) {
    const regex = new RegExp(pattern[1]);
    found = [...new Set(found.flatMap(value => regex.exec(value)?.slice(0, 2).slice(-1) ?? []))];
  }
  return withAll(
    variable,
    found.map(value => ({ text: value, value })),
  );
}
