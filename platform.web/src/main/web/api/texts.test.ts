// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { ENGLISH, inLanguage } from '../texts/plugin.ts';
import { loadPluginTexts } from './texts.ts';

test('texts are fetched once; without them a plugin speaks English, and they are asked for again', async () => {
  const answers = [
    new Response('', { status: 404 }),
    new Response('{"Legend": "범례", "toString": 5}'),
    new Response('{}'),
  ];
  const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => answers.shift() as Response);
  expect(await loadPluginTexts('/plugins/x/1/i18n/ko.json')).toBe(ENGLISH);
  const texts = await loadPluginTexts('/plugins/x/1/i18n/ko.json');
  expect(texts).toEqual({ Legend: '범례' });
  expect(await loadPluginTexts('/plugins/x/1/i18n/ko.json')).toBe(texts);
  expect(fetched).toHaveBeenCalledTimes(2);
  expect(inLanguage(texts, 'Legend')).toBe('범례');
  expect(inLanguage(texts, 'toString')).toBe('toString');
  fetched.mockRestore();
});

test('a plugin without texts asks for nothing', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  expect(await loadPluginTexts(undefined)).toBe(ENGLISH);
  expect(fetched).not.toHaveBeenCalled();
  fetched.mockRestore();
});
