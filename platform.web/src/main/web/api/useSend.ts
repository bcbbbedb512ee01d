import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '../shell/toasts.ts';
import { gnomon } from './client.ts';

interface Sent {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** What is said when it worked; absent: the caller shows what came of it. */
  readonly done?: string;
}

/** Calls of Gnomon's API that change something in a list: said when done or refused, then the list is read anew. */
export function useSend<T = void>(list: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body }: Sent) => gnomon.send<T>(method, path, body),
    onSuccess: (_, { done }) => {
      if (done) toast.done(done);
    },
    onError: error => toast.failed(error.message),
    onSettled: () => void queries.invalidateQueries({ queryKey: [list] }),
  });
}
