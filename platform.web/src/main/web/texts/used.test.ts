import { expect, test } from 'vitest';
import english from './en.json';

const SOURCES = import.meta.glob<string>('../**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Keys in quotes, and patterns of those that are put together, as in `targets.${target.health}`. */
function named(source: string): RegExp[] {
  const keys = source.matchAll(/(['"`])(\w+(?:\.(?:\w+|\$\{[^{}]*\})+)+)\1/g);
  return [...keys].map(
    ([, , key]) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{.*?\}/g, '.+')}$`),
  );
}

test('every text is named by a source', () => {
  const sources = Object.entries(SOURCES).filter(([file]) => !file.includes('.test.'));
  const patterns = sources.flatMap(([, source]) => named(source));
  expect(Object.keys(english).filter(key => !patterns.some(pattern => pattern.test(key)))).toEqual([]);
});
