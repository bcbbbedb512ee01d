/** The states of something that is edited, so that steps can be taken back and made again. */
export interface Steps<T> {
  readonly now: T;
  /** The newest last. */
  readonly past: readonly T[];
  /** What was taken back, the last one first. */
  readonly future: readonly T[];
  /** What the newest step belongs to. */
  readonly part?: unknown;
}

const KEPT = 100;

export const firstStep = <T>(now: T): Steps<T> => ({ now, past: [], future: [] });

/** One step further. Changes after each other that name the same part (a drag, the editor of a panel) are one step. */
export function stepped<T>(steps: Steps<T>, now: T, part?: unknown): Steps<T> {
  if (now === steps.now) return steps;
  if (part !== undefined && part === steps.part) return { ...steps, now, future: [] };
  return { now, past: [...steps.past, steps.now].slice(-KEPT), future: [], part };
}

/** The newest step taken back. */
export function undone<T>({ now, past, future }: Steps<T>): Steps<T> {
  return past.length === 0
    ? { now, past, future }
    : { now: past[past.length - 1], past: past.slice(0, -1), future: [now, ...future] };
}

/** The step that was taken back last made again. */
export function redone<T>({ now, past, future }: Steps<T>): Steps<T> {
  return future.length === 0
    ? { now, past, future }
    : { now: future[0], past: [...past, now], future: future.slice(1) };
}
