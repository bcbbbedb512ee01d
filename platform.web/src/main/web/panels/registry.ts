import type { PanelContribution } from '@gnomon/plugin-api';
import type { PluginEntry, PluginState } from '../api/types.ts';

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
}

/** The panel types of the installed plugins by id; older types that one replaces lead to it too. */
export function panelTypes(plugins: readonly PluginEntry[]): ReadonlyMap<string, PanelType> {
  const types = new Map<string, PanelType>();
  for (const plugin of plugins) {
    for (const contribution of plugin.manifest?.provides ?? []) {
      if (contribution.kind !== 'panel') continue;
      const type: PanelType = {
        id: contribution.id,
        pluginId: plugin.id,
        version: plugin.version,
        state: plugin.state,
        contribution,
        module: plugin.baseUrl.replace(/\/?$/, '/') + contribution.module,
        integrity: plugin.integrity[contribution.module],
      };
      types.set(contribution.id, type);
      for (const old of contribution.replaces ?? []) if (!types.has(old)) types.set(old, type);
    }
  }
  return types;
}
