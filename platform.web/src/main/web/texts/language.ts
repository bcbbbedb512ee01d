/** Languages of the page, each called by itself. */
export const LANGUAGES = { en: 'English', ko: '한국어' } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = 'gnomon-language';

/** What the reader chose, else the first language of the browser that there is, else English. */
export function language(): Language {
  const wanted = [stored(), ...browserLanguages().map(tag => tag.split('-')[0])];
  return wanted.find((code): code is Language => code !== null && Object.hasOwn(LANGUAGES, code)) ?? 'en';
}

/** Remembers the choice and draws the page anew in that language. */
export function chooseLanguage(code: Language): void {
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
