import { useState } from 'react';
import { RequestFailed } from '../api/client.ts';
import type { Checked, Problem } from '../api/types.ts';

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
      if (e instanceof RequestFailed)
        setProblems(e.problems.map(p => ({ ...p, path: p.path.replace(/^\/settings/, '') })));
      setResult({ ok: false, message: (e as Error).message });
    } finally {
      setBusy(false);
    }
  };
  return { busy, result, problems, run };
}
