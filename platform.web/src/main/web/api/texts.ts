import { FORMS } from '../texts/catalogues.ts';
import { language } from '../texts/language.ts';
import { ENGLISH, type PluginTexts } from '../texts/plugin.ts';
import { url } from './base.ts';

const loaded = new Map<string, Promise<PluginTexts>>();

/** The texts at the address, fetched once; without them a plugin speaks English. */
export function loadPluginTexts(address: string | undefined): Promise<PluginTexts> {
  if (address === undefined) return Promise.resolve(ENGLISH);
  let texts = loaded.get(address);
  if (!texts) {
    texts = fetched(address).catch(() => {
      loaded.delete(address);
      return ENGLISH;
    });
    loaded.set(address, texts);
  }
  return texts;
}

async function fetched(address: string): Promise<PluginTexts> {
  const answer = await fetch(url(address));
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const texts = (await answer.json()) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The same for a form: with what the forms of many plugins have in common. */
export async function loadFormTexts(address: string | undefined): Promise<PluginTexts> {
  const common = FORMS[`./forms/${language()}.json`];
  if (!common) return loadPluginTexts(address);
  const [shared, own] = await Promise.all([common(), loadPluginTexts(address)]);
  return { ...shared, ...own };
}
