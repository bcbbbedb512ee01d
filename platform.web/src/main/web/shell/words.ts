import type { Labels } from '@gnomon/plugin-api';

/** Labels as `name=value`, as they are searched for. */
export function labelTexts(labels: Labels): string[] {
  return Object.entries(labels).map(([name, value]) => `${name}=${value}`);
}

/** Every word of the filter occurs in one of the texts, whatever the case. */
export function matchesWords(filter: string, texts: readonly string[]): boolean {
  const text = texts.join('\n').toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
