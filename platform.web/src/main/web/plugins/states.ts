import type { PluginEntry, PluginState } from '../api/types.ts';
import { t } from '../texts/t.ts';

export type PluginAction = 'start' | 'stop' | 'rollback' | 'remove';

/** A part of the server itself: another version can take its place, but it cannot be stopped. */
export function isPart({ kinds }: Pick<PluginEntry, 'kinds'>): boolean {
  return kinds.includes('part');
}

/** What can be done with a plugin in its state; those of the distribution stay. */
export function actionsOf(
  plugin: Pick<PluginEntry, 'state' | 'official' | 'previousVersion' | 'kinds'>,
): PluginAction[] {
  const actions: PluginAction[] = [];
  if (plugin.state === 'active' && !isPart(plugin)) actions.push('stop');
  if (plugin.state === 'stopped' || plugin.state === 'failed') actions.push('start');
  if (plugin.previousVersion && plugin.state !== 'waiting for confirmation') actions.push('rollback');
  if (!plugin.official) actions.push('remove');
  return actions;
}

/** What a DELETE names: of uploads that wait the very one, so that nothing that runs goes in its place. */
export function removalOf({ id, state, sha256 }: Pick<PluginEntry, 'id' | 'state' | 'sha256'>): string {
  const path = `plugins/${encodeURIComponent(id)}`;
  return state === 'waiting for confirmation' ? `${path}?upload=${sha256}` : path;
}

/** The plugin whose place an upload would take. */
export function replacedBy(upload: PluginEntry, plugins: readonly PluginEntry[]): PluginEntry | undefined {
  return plugins.find(({ id, state }) => id === upload.id && state !== 'waiting for confirmation');
}

/** Style of the state's dot. */
export function stateLook(state: PluginState): 'good' | 'bad' | 'idle' | 'warn' {
  switch (state) {
    case 'active':
      return 'good';
    case 'failed':
      return 'bad';
    case 'stopped':
      return 'idle';
    default:
      return 'warn';
  }
}

const KINDS = ['exporter', 'discovery', 'datasource', 'channel', 'transformation', 'panel', 'part'] as const;

/** What a plugin is, in the reader's language; a kind that this page does not know stays as it is. */
export function kindText(kind: string): string {
  const known = KINDS.find(each => each === kind);
  return known ? t(`plugins.kind.${known}`) : kind;
}

/** The plugin's name; one that has none is called by what it provides. */
export function nameOf({ id, name, manifest }: Pick<PluginEntry, 'id' | 'name' | 'manifest'>): string {
  if (name && name !== id) return name;
  // What is no plugin at all, such as half a jar in the folder, has an empty manifest.
  return manifest?.provides?.map(contribution => contribution.name).join(', ') || id;
}

/** Packages of the server and of other bundles that the plugin asks for; those of Java are left out. */
export function requirementsOf({ manifest }: Pick<PluginEntry, 'manifest'>): string {
  const packages = manifest?.requires?.packages ?? [];
  return packages.filter(name => !/^(java|javax|sun|jdk)\./.test(name)).join(', ') || '–';
}
