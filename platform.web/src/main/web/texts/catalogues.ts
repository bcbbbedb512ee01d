import type english from './en.json';
import type { PluginTexts } from './plugin.ts';

export type TextKey = keyof typeof english;
export type Catalogue = Readonly<Record<TextKey, string>>;

/** The page's texts by their file, but for the English ones; fetched when asked for. */
export const PAGE = import.meta.glob<Catalogue>(['./*.json', '!./en.json'], { import: 'default' });

/** Texts that the forms of many plugins have in common, such as those of http_config, by their file. */
export const FORMS = import.meta.glob<PluginTexts>('./forms/*.json', { import: 'default' });
