import { PAGE } from './catalogues.ts';

/** Codes of the languages of the page: English, and those that have a file beside this one. */
export const LANGUAGES: readonly string[] = ['en', ...Object.keys(PAGE).map(path => path.slice(2, -5))];

const KEY = 'gnomon-language';

/** What the reader chose, else the first language of the browser that there is, else English. */
export function language(): string {
  const wanted = [stored(), ...browserLanguages().flatMap(tag => [tag, tag.split('-')[0]])];
  return wanted.find(code => code !== null && LANGUAGES.includes(code)) ?? 'en';
}

/** What a language is called by those who speak it. */
export function languageName(code: string): string {
  return new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
}

/** Remembers the choice and draws the page anew in that language. */
export function chooseLanguage(code: string): void {
  localStorage.setItem(KEY, code);
  window.location.reload();
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // The browser keeps nothing for this page.
    return null;
  }
}

function browserLanguages(): readonly string[] {
  return globalThis.navigator?.languages ?? [];
}
