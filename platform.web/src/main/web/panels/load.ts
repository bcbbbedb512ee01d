import type { PanelPlugin } from '@gnomon/plugin-api';
import { nonce, url } from '../api/base.ts';
import type { PanelType } from './registry.ts';

const loaded = new Map<string, Promise<PanelPlugin>>();

/** The panel's module. Its bytes are checked against the registry's digest before any of it runs. */
export function loadPanel(type: PanelType): Promise<PanelPlugin> {
  const address = url(type.module);
  let plugin = loaded.get(address);
  if (!plugin) {
    plugin = importChecked(address, type);
    loaded.set(address, plugin);
    plugin.catch(() => loaded.delete(address));
  }
  return plugin;
}

async function importChecked(address: string, type: PanelType): Promise<PanelPlugin> {
  await preload(address, type.integrity);
  const module = (await import(/* @vite-ignore */ address)) as { default?: PanelPlugin };
  const plugin = module.default;
  if (plugin?.apiVersion !== 1 || typeof plugin.mount !== 'function') {
    throw new Error(`The panel "${type.id}" ${type.version} does not speak version 1 of the panel API.`);
  }
  return plugin;
}

/** Puts the module into the page's module map with an integrity check; the import that follows takes it from there. */
function preload(address: string, integrity: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = address;
    if (integrity) link.integrity = integrity;
    const pageNonce = nonce();
    if (pageNonce) link.nonce = pageNonce;
    link.onload = () => resolve();
    link.onerror = () =>
      reject(
        new Error(`The panel's file could not be loaded or is not the one that was installed: ${address}`),
      );
    document.head.append(link);
  });
}
