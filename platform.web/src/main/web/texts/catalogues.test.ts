import { expect, test } from 'vitest';
import english from './en.json';
import korean from './ko.json';

const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(match => match[1]))].sort();

test('every text is there in Korean too, with the same values filled in', () => {
  expect(Object.keys(korean).sort()).toEqual(Object.keys(english).sort());
  for (const [key, text] of Object.entries(korean)) {
    expect(text.trim(), key).not.toBe('');
    expect(names(text), key).toEqual(names(english[key as keyof typeof english]));
  }
});
