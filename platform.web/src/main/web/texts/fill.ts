/** The text with `{name}` filled in; `{n|one|many}` chooses by the number `n`. */
export function fill(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (_, name: string, one?: string, many?: string) => {
      const value = values[name] ?? '';
      return one === undefined ? String(value) : Number(value) === 1 ? one : (many ?? '');
    },
  );
}
