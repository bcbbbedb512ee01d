import type { PanelPlugin } from '@gnomon/plugin-api';
import { nonce, url } from '../api/base.ts';
import { loadPluginTexts } from '../api/texts.ts';
import type { PluginTexts } from '../texts/plugin.ts';
import type { PanelType, StyleFile } from './registry.ts';

/** A panel's module, its style sheets and its texts in the reader's language. */
export interface LoadedPanel {
  readonly plugin: PanelPlugin;
  readonly styles: readonly CSSStyleSheet[];
  readonly texts: PluginTexts;
}

const loaded = new Map<string, Promise<LoadedPanel>>();

/** The panel's files. Their bytes are checked against the registry's digests before any of it runs. */
export function loadPanel(type: PanelType): Promise<LoadedPanel> {
  const address = url(type.module);
  let panel = loaded.get(address);
  if (!panel) {
    panel = Promise.all([
      importChecked(address, type),
      Promise.all(type.styles.map(styleSheet)),
      loadPluginTexts(type.texts),
    ]).then(([plugin, styles, texts]) => ({ plugin, styles, texts }));
    loaded.set(address, panel);
    panel.catch(() => loaded.delete(address));
  }
  return panel;
}

async function styleSheet({ address, integrity }: StyleFile): Promise<CSSStyleSheet> {
  const answer = await fetch(url(address), integrity ? { integrity } : {}).catch(() => undefined);
  if (!answer?.ok) throw notLoaded(address);
  return new CSSStyleSheet().replace(await answer.text());
}

function notLoaded(address: string): Error {
  return new Error(`The panel's file could not be loaded or is not the one that was installed: ${address}`);
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
    link.onerror = () => reject(notLoaded(address));
    document.head.append(link);
  });
}
