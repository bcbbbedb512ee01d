import { expect, test } from 'vitest';
import { PAGE } from './catalogues.ts';
import english from './en.json';
import { LANGUAGES, languageName } from './language.ts';

const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(match => match[1]))].sort();

test('every text is there in every language, with the same values filled in', async () => {
  for (const [file, load] of Object.entries(PAGE)) {
    const texts = await load();
    expect(Object.keys(texts).sort(), file).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(texts)) {
      expect(text.trim(), key).not.toBe('');
      expect(names(text), key).toEqual(names(english[key as keyof typeof english]));
    }
  }
});

test('a language is there by its file, and called by itself', () => {
  expect(LANGUAGES.map(languageName)).toEqual(['English', '한국어']);
});
