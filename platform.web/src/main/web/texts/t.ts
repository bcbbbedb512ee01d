import english from './en.json';
import { language } from './language.ts';

export type TextKey = keyof typeof english;
export type Catalogue = Readonly<Record<TextKey, string>>;

let texts: Catalogue = english;

/** Fetches the catalogue of the reader's language; to be awaited before the first text is asked for. */
export async function loadTexts(): Promise<void> {
  if (language() === 'ko') texts = (await import('./ko.json')).default;
}

/** The text of the catalogue with `{name}` filled in; `{n|one|many}` chooses by the number `n`. */
export function t(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return texts[key].replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (_, name: string, one?: string, many?: string) => {
      const value = values[name] ?? '';
      return one === undefined ? String(value) : Number(value) === 1 ? one : (many ?? '');
    },
  );
}

/** For keys that plugins ask for: an unknown one is shown as it is. */
export function textOf(key: string, values?: Readonly<Record<string, string | number>>): string {
  return Object.hasOwn(texts, key) ? t(key as TextKey, values) : key;
}
