import { useCallback, useRef } from 'react';

/**
 * The same function at every render, which calls the newest of those that it was given: what is handed to many components
 * does not render them anew. For answers to what users do; while rendering it may give an answer of before.
 */
export function useHandler<A extends readonly unknown[], R>(
  run: (...arguments_: A) => R,
): (...arguments_: A) => R {
  const latest = useRef(run);
  latest.current = run;
  return useCallback((...arguments_: A) => latest.current(...arguments_), []);
}
