import { type RefObject, useEffect, useMemo, useState } from 'react';

/** Panels nearer than a screen are drawn, so that a reader who scrolls finds them there. */
const NEAR = '100% 0px';

/**
 * The panels of a page that are far out of sight and still drawn. Only so many stay, so that there is no waiting when
 * somebody scrolls back; of more, those that have been out of sight longest are put away.
 */
export class Resting {
  readonly #most: number;
  readonly #putAway = new Set<() => void>();

  constructor(most = 50) {
    this.#most = most;
  }

  /** A panel went out of sight. */
  left(putAway: () => void): void {
    this.#putAway.add(putAway);
    if (this.#putAway.size <= this.#most) return;
    const [longest] = this.#putAway;
    this.#putAway.delete(longest);
    longest();
  }

  /** It came back, or is no more. */
  came(putAway: () => void): void {
    this.#putAway.delete(putAway);
  }
}

/** Whether the element is in view, or no further from it than the margin says (as CSS does). */
export function useInView(element: RefObject<HTMLElement | null>, margin: string): boolean {
  const [inView, setInView] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      entries => setInView(entries[entries.length - 1].isIntersecting),
      {
        rootMargin: margin,
      },
    );
    observer.observe(element.current as HTMLElement);
    return () => observer.disconnect();
  }, [element, margin]);
  return inView;
}

/** `ahead`: it was never near; `resting`: it is far out of sight, and need not stay drawn. */
export type Sight = 'ahead' | 'drawn' | 'resting';

/**
 * How far a panel's element is from what the reader sees.
 *
 * @param resting without it the panel is drawn wherever it is
 * @param first the panel is near where the page begins, and is drawn without waiting to be found there
 */
export function useSight(
  element: RefObject<HTMLElement | null>,
  resting: Resting | undefined,
  first: boolean,
): Sight {
  const near = useInView(element, NEAR);
  const [sight, setSight] = useState<Sight>(first || !resting ? 'drawn' : 'ahead');
  const putAway = useMemo(() => () => setSight('resting'), []);
  useEffect(() => {
    if (!near || !resting) return undefined;
    resting.came(putAway);
    setSight('drawn');
    return () => resting.left(putAway);
  }, [near, resting, putAway]);
  useEffect(() => () => resting?.came(putAway), [resting, putAway]);
  return sight;
}
