import { type Catalogue, PAGE, type TextKey } from './catalogues.ts';
import english from './en.json';
import { fill } from './fill.ts';
import { language } from './language.ts';

export type { TextKey };

let texts: Catalogue = english;

/** Fetches the catalogue of the reader's language; to be awaited before the first text is asked for. */
export async function loadTexts(): Promise<void> {
  texts = (await PAGE[`./${language()}.json`]?.()) ?? english;
}

/** The text of the catalogue, filled in. */
export function t(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts[key], values);
}
