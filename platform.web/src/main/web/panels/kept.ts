import type { PanelContribution, PanelPlugin } from '@gnomon/plugin-api';

/** A panel's options as they are kept, and the version of their form; without one it is the first. */
export interface KeptOptions {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly optionsVersion?: number;
}

/** The same in the form that the plugin has today; what has that form, or that of a later plugin, stays as it is. */
export function upToDate<K extends KeptOptions>(
  kept: K,
  plugin: PanelPlugin,
  contribution: PanelContribution,
): K {
  const { optionsVersion = 1 } = contribution;
  const from = kept.optionsVersion ?? 1;
  if (from >= optionsVersion) return kept;
  const options = kept.options && (plugin.migrate?.(kept.options, from) ?? kept.options);
  return { ...kept, ...(options && { options }), optionsVersion };
}
