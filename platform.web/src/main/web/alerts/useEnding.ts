import { useMutation } from '@tanstack/react-query';
import { toast } from '../shell/toasts.ts';
import { type TextKey, t } from '../texts/t.ts';
import { useReloadAlerting } from './api.ts';

/** Ends the silence of an id, says so, and has everything about alerts read again. */
export function useEnding(end: (id: string) => Promise<unknown>, done: TextKey) {
  const reload = useReloadAlerting();
  return useMutation({
    mutationFn: end,
    onSuccess: () => toast.done(t(done)),
    onError: error => toast.failed(error.message),
    onSettled: reload,
  });
}
