/** A short list of texts that this browser keeps from visit to visit, newest first and each once. */
export interface Remembered {
  readonly read: () => string[];
  /** Puts the text on top and gives the list as it is then. */
  readonly add: (text: string) => string[];
}

/** The list under a key of the local storage; storage that is switched off or full only costs the memory of it. */
export function remembered(key: string, length: number): Remembered {
  const read = () => {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
      return Array.isArray(stored) ? stored.filter(entry => typeof entry === 'string') : [];
    } catch {
      return [];
    }
  };
  const add = (text: string) => {
    const entries = [text, ...read().filter(entry => entry !== text)].slice(0, length);
    try {
      localStorage.setItem(key, JSON.stringify(entries));
    } catch {
      return entries;
    }
    return entries;
  };
  return { read, add };
}
