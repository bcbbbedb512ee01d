import { ALL, type Choice } from './variables.ts';

export type { Choice } from './variables.ts';

/** So many choices stand in a menu at once; it stays quick with ten thousand. */
const SHOWN = 200;

/** The choices with a text in their name, and how many more there are; without one, those that are chosen come first. */
export function offered(
  choices: readonly Choice[],
  chosen: readonly string[],
  wanted: string,
): { shown: readonly Choice[]; more: number } {
  const text = wanted.trim().toLowerCase();
  const found = text ? choices.filter(choice => choice.text.toLowerCase().includes(text)) : choices;
  if (found.length <= SHOWN) return { shown: found, more: 0 };
  const ticked = new Set(chosen);
  const first = found.filter(({ value }) => ticked.has(value) || value === ALL);
  const others = found.filter(({ value }) => !ticked.has(value) && value !== ALL);
  return { shown: [...first, ...others].slice(0, SHOWN), more: found.length - SHOWN };
}

/** What is chosen, in words. */
export function textOf(chosen: readonly string[], choices: readonly Choice[]): string {
  if (chosen.includes(ALL)) return 'All';
  const texts = new Map(choices.map(({ value, text }) => [value, text]));
  return chosen.map(value => texts.get(value) ?? value).join(' + ') || '–';
}

/** Several values: "All" stands alone, and something is always chosen where the variable cannot be empty. */
export function flipped(chosen: readonly string[], value: string, emptiable: boolean): readonly string[] {
  if (value === ALL) return [ALL];
  const others = chosen.filter(v => v !== ALL && v !== value && v !== '');
  const next = chosen.includes(value) ? others : [...others, value];
  if (next.length > 0) return next;
  // An empty one stays in the address, so that what was saved does not come back.
  return emptiable ? [''] : chosen;
}
