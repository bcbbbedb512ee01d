import type { FormSchema } from '@gnomon/plugin-api';
import { useQuery } from '@tanstack/react-query';
import { translated } from '../forms/translated.ts';
import { type PluginTexts, textsAddress } from '../texts/plugin.ts';
import { gnomon } from './client.ts';
import { usePlugins } from './queries.ts';
import { loadFormTexts } from './texts.ts';
import type { PluginEntry } from './types.ts';

/** Forms of something that a plugin provides; `query` only of data sources. */
export interface Forms {
  readonly settings: FormSchema;
  readonly query?: FormSchema;
}
export type FormsByName = Readonly<Record<string, Forms>>;

const NONE: FormsByName = {};

/** The forms of all active plugins of one kind in the reader's language, by name: types of data sources, ids of transformations. */
export function useForms(kind: 'datasource' | 'transformation'): FormsByName {
  const plugins = (usePlugins().data ?? []).filter(
    plugin => plugin.state === 'active' && plugin.kinds.includes(kind),
  );
  const forms = useQuery({
    queryKey: ['schemas', kind, ...plugins.map(plugin => `${plugin.id} ${plugin.sha256}`)],
    queryFn: async ({ signal }) =>
      Object.assign(
        {},
        ...(await Promise.all(plugins.map(plugin => formsOf(plugin, kind, signal)))),
      ) as FormsByName,
    enabled: plugins.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return forms.data ?? NONE;
}

async function formsOf(plugin: PluginEntry, kind: string, signal: AbortSignal): Promise<FormsByName> {
  const [all, texts] = await Promise.all([
    gnomon.get<FormsByName>(`plugins/${encodeURIComponent(plugin.id)}/schemas`, signal),
    loadFormTexts(textsAddress(plugin)),
  ]);
  return Object.fromEntries(
    Object.entries(all)
      .filter(([key]) => key.startsWith(`${kind}/`))
      .map(([key, forms]) => [key.slice(kind.length + 1), inWords(forms, texts)]),
  );
}

function inWords({ settings, query }: Forms, texts: PluginTexts): Forms {
  return { settings: translated(settings, texts), ...(query && { query: translated(query, texts) }) };
}
