import { useState } from 'react';
import { RequestFailed } from '../api/client.ts';
import type { Checked, Problem } from '../api/types.ts';

const inForm = (problem: Problem): Problem => ({ ...problem, path: problem.path.replace(/^\/settings/, '') });

/** A call that tests or saves settings: whether it runs, what came of it, and which fields are wrong. */
export function useChecked() {
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Checked>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  const run = async (found: readonly Problem[], call: () => Promise<Checked | undefined>) => {
    setProblems(found);
    setResult(undefined);
    if (found.length > 0) return;
    setBusy(true);
    try {
      setResult(await call());
    } catch (e) {
      const wrong = e instanceof RequestFailed ? e.problems.map(inForm) : [];
      setProblems(wrong);
      // What is wrong with all of the settings has no field to stand at.
      const ofAll = wrong.filter(({ path }) => path === '').map(({ message }) => message);
      setResult({ ok: false, message: ofAll.join('; ') || (e as Error).message });
    } finally {
      setBusy(false);
    }
  };
  return { busy, result, problems, run };
}
