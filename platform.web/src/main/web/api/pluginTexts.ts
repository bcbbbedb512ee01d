import type { FormSchema } from '@gnomon/plugin-api';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { translated } from '../forms/translated.ts';
import type { PanelType } from '../panels/registry.ts';
import { ENGLISH, inLanguage, type PluginTexts, textsAddress } from '../texts/plugin.ts';
import { gnomon } from './client.ts';
import { usePlugins } from './queries.ts';
import { loadFormTexts, loadPluginTexts } from './texts.ts';
import type { Channel, PluginEntry } from './types.ts';

/** Texts by their address; nothing is asked for where there are none, as in English. */
export function useTexts(addresses: readonly (string | undefined)[]) {
  const wanted = [...new Set(addresses)].filter(address => address !== undefined);
  return useQuery({
    queryKey: ['texts', wanted],
    queryFn: async (): Promise<ReadonlyMap<string | undefined, PluginTexts>> =>
      new Map(
        await Promise.all(wanted.map(async address => [address, await loadPluginTexts(address)] as const)),
      ),
    enabled: wanted.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

/** The plugins with names and descriptions in the reader's language. */
export function useTranslatedPlugins(plugins: readonly PluginEntry[]): readonly PluginEntry[] {
  const texts = useTexts(plugins.map(plugin => textsAddress(plugin)));
  return plugins.map(plugin => {
    const own = texts?.get(textsAddress(plugin)) ?? ENGLISH;
    const { manifest } = plugin;
    return {
      ...plugin,
      name: inLanguage(own, plugin.name),
      manifest: manifest && { ...manifest, description: inLanguage(own, manifest.description ?? '') },
    };
  });
}

/** The panel types with names and forms in the reader's language. */
export function useTranslatedTypes(
  types: ReadonlyMap<string, PanelType> | undefined,
): ReadonlyMap<string, PanelType> | undefined {
  const texts = useTexts([...(types?.values() ?? [])].map(type => type.texts));
  return (
    useMemo(
      () =>
        types &&
        texts &&
        new Map([...types].map(([id, type]) => [id, typeInWords(type, texts.get(type.texts) ?? ENGLISH)])),
      [types, texts],
    ) ?? types
  );
}

function typeInWords(type: PanelType, texts: PluginTexts): PanelType {
  const { contribution } = type;
  return {
    ...type,
    contribution: {
      ...contribution,
      name: inLanguage(texts, contribution.name),
      optionsSchema: translated(contribution.optionsSchema, texts),
      ...(contribution.fieldSchema && { fieldSchema: translated(contribution.fieldSchema, texts) }),
    },
  };
}

/** The schema of an exporter's settings in the reader's language. */
export function useExporterSchema(exporter: string, schema: FormSchema): FormSchema {
  const plugins = usePlugins();
  const address = addressOf(plugins.data ?? [], 'exporter', exporter);
  const texts = useQuery({
    queryKey: ['form texts', address],
    queryFn: () => loadFormTexts(address),
    enabled: !plugins.isPending,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  return useMemo(() => translated(schema, texts ?? ENGLISH), [schema, texts]);
}

/** The alert channels with names and forms in the reader's language. */
export function useChannels() {
  const plugins = usePlugins();
  const all = plugins.data ?? [];
  return useQuery({
    queryKey: ['channels', ...all.map(plugin => textsAddress(plugin))],
    queryFn: async ({ signal }) => {
      const channels = await gnomon.get<Channel[]>('channels', signal);
      return Promise.all(
        channels.map(async channel => {
          const texts = await loadFormTexts(addressOf(all, 'channel', channel.type));
          return {
            ...channel,
            name: inLanguage(texts, channel.name),
            schema: translated(channel.schema, texts),
          };
        }),
      );
    },
    enabled: !plugins.isPending,
  });
}

/** Where the texts are of the plugin that provides this. */
function addressOf(plugins: readonly PluginEntry[], kind: string, id: string): string | undefined {
  const plugin = plugins.find(({ manifest }) =>
    manifest?.provides.some(part => part.kind === kind && part.id === id),
  );
  return plugin && textsAddress(plugin);
}
