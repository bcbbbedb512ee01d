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

/** The panel types of the installed plugins by id; older types that one replaces lead to it too. */
export function panelTypes(plugins: readonly PluginEntry[]): ReadonlyMap<string, PanelType> {
  const types = new Map<string, PanelType>();
  for (const plugin of plugins) {
    for (const contribution of plugin.manifest?.provides ?? []) {
      if (contribution.kind !== 'panel') continue;
      const base = plugin.baseUrl.replace(/\/?$/, '/');
      const type: PanelType = {
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
      };
      types.set(contribution.id, type);
      for (const old of contribution.replaces ?? []) if (!types.has(old)) types.set(old, type);
    }
  }
  return types;
}
