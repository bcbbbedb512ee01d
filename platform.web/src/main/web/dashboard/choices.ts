import { t } from '../texts/t.ts';
import type { Variable } from './model.ts';
import type { Choice } from './variables.ts';

/** A choice as the server sends it: its value is its text where that is all there is. */
export interface Found {
  readonly text: string;
  readonly value?: string;
}

/** What is left of the answer to a variable's query after its regular expression, in its order. */
export function chosenFrom(variable: Variable, found: readonly Found[]): Choice[] {
  const regex = regexOf(variable.regex);
  const choices = new Map<string, Choice>();
  for (const { text, value = text } of found) {
    const choice = regex ? matched(variable, regex, { text, value }) : { text, value };
    if (choice && !choices.has(choice.value)) choices.set(choice.value, choice);
  }
  return sorted([...choices.values()], variable.sort ?? 0);
}

/** `/pattern/flags`, or a pattern; nothing when there is none, or it cannot be read. */
export function regexOf(text: string | undefined): RegExp | undefined {
  if (!text) return undefined;
  const written = /^\/(.*)\/([a-z]*)$/s.exec(text);
  try {
    return written ? new RegExp(written[1], written[2].replace('g', '')) : new RegExp(text);
  } catch {
    return undefined;
  }
}

/** Says in a sentence that a variable's expression cannot be read, so that it filters nothing. */
export function regexProblem(text: string | undefined): string | undefined {
  return text && !regexOf(text) ? t('variable.badRegex', { regex: text }) : undefined;
}

/** The groups "text" and "value" where the expression names them, else its first group, else the whole choice. */
function matched(variable: Variable, regex: RegExp, choice: Choice): Choice | undefined {
  const ofText = variable.regexApplyTo === 'text';
  const found = regex.exec(ofText ? choice.text : choice.value);
  if (!found) return undefined;
  const { text, value } = found.groups ?? {};
  if (text !== undefined || value !== undefined)
    return { text: text ?? value, value: ofText ? choice.value : (value ?? text) };
  if (found[1] === undefined) return choice;
  return { text: found[1], value: ofText ? choice.value : found[1] };
}

/** 0: as found, 1: by name, 3: by number, 5: by name in any case, 7: as people count; even ones backwards. */
function sorted(choices: Choice[], order: number): Choice[] {
  const number = ({ text }: Choice) => Number(/\d+(\.\d+)?/.exec(text)?.[0] ?? -1);
  const compare: Record<number, (a: Choice, b: Choice) => number> = {
    1: (a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
    3: (a, b) => number(a) - number(b),
    5: (a, b) => a.text.localeCompare(b.text, 'en', { sensitivity: 'base' }),
    7: (a, b) => a.text.localeCompare(b.text, 'en', { numeric: true }),
  };
  const way = compare[order - ((order + 1) % 2)];
  if (!way) return choices;
  choices.sort(way);
  return order % 2 === 0 ? choices.reverse() : choices;
}
