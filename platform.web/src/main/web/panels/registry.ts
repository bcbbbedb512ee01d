import type { PanelContribution } from '@gnomon/plugin-api';
import type { PluginEntry, PluginState } from '../api/types.ts';
import { textsAddress } from '../texts/plugin.ts';

/** A panel type of the dashboards and the plugin that draws it. */
export interface PanelType {
  readonly id: string;
  readonly pluginId: string;
  readonly version: string;
  readonly state: PluginState;
  readonly contribution: PanelContribution;
  /** Address of the ES module; a new one for every version. */
  readonly module: string;
  readonly integrity: string | undefined;
  readonly styles: readonly StyleFile[];
  /** Address of its texts in the reader's language; undefined: English is all there is. */
  readonly texts: string | undefined;
}
/** A style sheet in a panel's bundle. */
export interface StyleFile {
  readonly address: string;
  readonly integrity: string | undefined;
}

/**
 * The panel types of the installed plugins by id; older types that one replaces lead to it too. Of two plugins with the
 * same type one that is active draws it, of two such one of the distribution: another that only happens to name its panel
 * so, or wants to, does not draw what was there. Who means to replace it names the jar as its plugin.
 */
export function panelTypes(plugins: readonly PluginEntry[]): ReadonlyMap<string, PanelType> {
  const types = new Map<string, PanelType>();
  const rank = ({ state, official }: PluginEntry) => (state === 'active' ? 2 : 0) + (official ? 1 : 0);
  const best = [...plugins].sort((a, b) => rank(b) - rank(a)).flatMap(panelsOf);
  for (const type of best) if (!types.has(type.id)) types.set(type.id, type);
  for (const type of best)
    for (const old of type.contribution.replaces ?? []) if (!types.has(old)) types.set(old, type);
  return types;
}

function panelsOf(plugin: PluginEntry): PanelType[] {
  const base = plugin.baseUrl.replace(/\/?$/, '/');
  return (plugin.manifest?.provides ?? [])
    .filter(contribution => contribution.kind === 'panel')
    .map(contribution => ({
      id: contribution.id,
      pluginId: plugin.id,
      version: plugin.version,
      state: plugin.state,
      contribution,
      module: base + contribution.module,
      integrity: plugin.integrity[contribution.module],
      styles: (contribution.styles ?? []).map(path => ({
        address: base + path,
        integrity: plugin.integrity[path],
      })),
      texts: textsAddress(plugin),
    }));
}
