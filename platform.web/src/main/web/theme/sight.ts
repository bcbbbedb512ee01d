const KEY = 'gnomon-colors';
const SAFE = 'colour-blind';

/** Whether the reader chose colours that people with a colour-vision deficiency can tell apart. */
export function safeColors(): boolean {
  try {
    return localStorage.getItem(KEY) === SAFE;
  } catch {
    // The browser keeps nothing for this page.
    return false;
  }
}

/** Remembers the choice and draws the page anew with these colours. */
export function chooseSafeColors(safe: boolean): void {
  if (safe) localStorage.setItem(KEY, SAFE);
  else localStorage.removeItem(KEY);
  window.location.reload();
}
