const KEY = 'gnomon.query.history';
const LENGTH = 30;

/** Expressions that were run in this browser, newest first. */
export function readHistory(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(entry => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}

/** Puts the expression on top; storage that is switched off or full only costs the memory of it. */
export function remember(expression: string): string[] {
  const entries = [expression, ...readHistory().filter(entry => entry !== expression)].slice(0, LENGTH);
  try {
    localStorage.setItem(KEY, JSON.stringify(entries));
  } catch {
    return entries;
  }
  return entries;
}
