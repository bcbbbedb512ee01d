import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from '../shell/toasts.ts';
import { gnomon } from './client.ts';
import { SESSION, useSession } from './queries.ts';

const STARS = {
  queryKey: ['stars'],
  queryFn: () => gnomon.get<string[]>('stars'),
} as const;

interface Stars {
  readonly has: (uid: string) => boolean;
  readonly toggle: (uid: string) => void;
}

/** Asks for the uids of the starred dashboards when they are wanted; none when nobody is logged in. */
export function useStarred(): () => Promise<readonly string[]> {
  const queries = useQueryClient();
  return async () => {
    const { user } = await queries.ensureQueryData(SESSION);
    return user ? queries.fetchQuery({ ...STARS, staleTime: 5_000 }) : [];
  };
}

/** The dashboards that the user has starred; undefined when nobody is logged in. */
export function useStars(): Stars | undefined {
  const queries = useQueryClient();
  const user = useSession().data?.user;
  const { data: uids = [] } = useQuery({ ...STARS, enabled: Boolean(user) });
  const toggle = useMutation({
    mutationFn: (uid: string) =>
      gnomon.send(uids.includes(uid) ? 'DELETE' : 'PUT', `stars/${encodeURIComponent(uid)}`),
    onError: error => toast.failed(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: STARS.queryKey }),
  });
  return user ? { has: uid => uids.includes(uid), toggle: toggle.mutate } : undefined;
}
