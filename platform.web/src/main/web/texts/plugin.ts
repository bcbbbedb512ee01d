import type { PluginEntry } from '../api/types.ts';
import { language } from './language.ts';

/** A plugin's texts in another language by its English ones. */
export type PluginTexts = Readonly<Record<string, string>>;

export const ENGLISH: PluginTexts = {};

/** Address of the plugin's texts in the reader's language; undefined when it has none, as in English. */
export function textsAddress(
  { manifest, baseUrl }: Pick<PluginEntry, 'manifest' | 'baseUrl'>,
  code: string = language(),
): string | undefined {
  const path = manifest?.i18n?.[code];
  return path === undefined ? undefined : baseUrl.replace(/\/?$/, '/') + path;
}

/** The text in the language of the texts, else as it is. */
export function inLanguage(texts: PluginTexts, english: string): string {
  return Object.hasOwn(texts, english) ? texts[english] : english;
}
