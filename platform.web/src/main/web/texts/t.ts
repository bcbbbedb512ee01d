import texts from './en.json';

export type TextKey = keyof typeof texts;

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
