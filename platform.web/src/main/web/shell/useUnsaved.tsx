import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { holdBack } from '../router.ts';
import { t } from '../texts/t.ts';

const ConfirmDialog = lazy(async () => ({ default: (await import('./ConfirmDialog.tsx')).ConfirmDialog }));

/**
 * Asks before changes are lost: when another page of the application, a reload or a closed tab would lose them, and
 * when `ask` is called. Nothing is asked while nothing has changed.
 */
export function useUnsaved(changed: boolean): { question: ReactNode; ask: (lose: () => void) => void } {
  const [lose, setLose] = useState<() => void>();
  useEffect(() => {
    if (!changed) return undefined;
    const keep = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', keep);
    const release = holdBack(leave => setLose(() => leave));
    return () => {
      window.removeEventListener('beforeunload', keep);
      release();
    };
  }, [changed]);
  const question = lose && (
    <Suspense>
      <ConfirmDialog
        title={t('unsaved.title')}
        hint={t('unsaved.hint')}
        action={t('unsaved.lose')}
        keep={t('unsaved.keep')}
        onConfirm={lose}
        onClose={() => setLose(undefined)}
      />
    </Suspense>
  );
  return { question, ask: then => (changed ? setLose(() => then) : then()) };
}
