import { useQuery } from '@tanstack/react-query';
import { prometheus } from '../api/client.ts';

/** How much reports to this server: hosts (instances of a node exporter), targets, and those of them that are down. */
export interface Reported {
  readonly hosts: number;
  readonly targets: number;
  readonly down: number;
}

const REFRESH_MS = 10_000;

/** Counts are computed by the server, so that thousands of targets cost the page three numbers. */
const COUNTS = {
  hosts: 'count(group by (instance) (node_load1))',
  targets: 'count(up)',
  down: 'count(up == 0)',
} as const;

/** What reports now; undefined until that is known. */
export function useReported(): Reported | undefined {
  return useQuery({
    queryKey: ['reported'],
    queryFn: async ({ signal }) => {
      const [hosts, targets, down] = await Promise.all([
        count(COUNTS.hosts, signal),
        count(COUNTS.targets, signal),
        count(COUNTS.down, signal),
      ]);
      return { hosts, targets, down };
    },
    refetchInterval: REFRESH_MS,
  }).data;
}

/** The only sample of a count; nothing to count is no sample. */
async function count(query: string, signal: AbortSignal): Promise<number> {
  const answer = await prometheus<{ result: { value: [number, string] }[] }>('query', { query }, signal);
  return Number(answer.data.result[0]?.value[1] ?? 0);
}
