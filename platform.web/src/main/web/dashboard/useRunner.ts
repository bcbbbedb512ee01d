import { useEffect, useState } from 'react';
import type { RawRange } from '../time/range.ts';
import { type Answered, DashboardRunner, type RunState, type Wanted } from './runner.ts';

/**
 * A runner that lives as long as the target; range and refresh interval may change on the way. None while it is not
 * known yet what the variables are.
 */
export function useRunner(
  target: object,
  variables: object | undefined,
  range: RawRange,
  refresh: string,
): { runner: DashboardRunner | undefined; state: RunState } {
  const [state, setState] = useState<RunState>({ loading: true, begun: false });
  const [runner, setRunner] = useState<DashboardRunner>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: range and refresh are passed on below
  useEffect(() => {
    if (!variables) return undefined;
    // What has begun goes on under the next runner, for other variables.
    const tell = (next: RunState) =>
      setState(before => {
        const begun = before.begun || next.begun;
        const same = next.loading === before.loading && begun === before.begun && next.error === before.error;
        return same ? before : { ...next, begun };
      });
    const made = new DashboardRunner(target, variables, range, refresh, tell);
    setRunner(made);
    return () => made.stop();
  }, [target, variables]);
  useEffect(() => runner?.setRange(range), [runner, range]);
  useEffect(() => runner?.setRefresh(refresh), [runner, refresh]);
  return { runner, state };
}

/** The newest answer of one panel while its element is in view; `width` starts the first query. */
export function useAnswer(
  runner: DashboardRunner | undefined,
  id: number,
  width: number,
  visible: boolean,
  wanted: Wanted = { id },
): Answered | undefined {
  const [answered, setAnswered] = useState<Answered>();
  const measured = width > 0;
  const scope = JSON.stringify(wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new width alone is passed on below
  useEffect(
    () => (runner && visible && measured ? runner.show(id, width, setAnswered, wanted) : undefined),
    [runner, id, visible, measured, scope],
  );
  useEffect(() => runner?.resize(id, width), [runner, id, width]);
  return answered;
}
