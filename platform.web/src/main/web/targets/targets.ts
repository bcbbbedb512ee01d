import { labelTexts, matchesWords } from '../shell/words.ts';

export type Health = 'up' | 'down' | 'unknown';

/** An active target of /api/v1/targets. */
export interface Target {
  readonly labels: Readonly<Record<string, string>>;
  readonly scrapePool: string;
  readonly scrapeUrl: string;
  readonly lastError: string;
  /** What was wrong with samples of the last scrape that worked nevertheless; absent: nothing. */
  readonly warning?: string;
  readonly lastScrape: string;
  readonly lastScrapeDuration: number;
  readonly health: Health;
}
export interface Pool {
  readonly name: string;
  readonly up: number;
  readonly targets: readonly Target[];
}

/** Every word of the filter must occur in the address, a label, the pool, the error or the warning. */
export function matching(targets: readonly Target[], filter: string, health: Health | 'all'): Target[] {
  return targets.filter(target => {
    if (health !== 'all' && target.health !== health) return false;
    const { scrapeUrl, scrapePool, lastError, warning = '', labels } = target;
    return matchesWords(filter, [scrapeUrl, scrapePool, lastError, warning, ...labelTexts(labels)]);
  });
}

/** Pools by name; in each the targets that are down come first. */
export function byPool(targets: readonly Target[]): Pool[] {
  const pools = new Map<string, Target[]>();
  for (const target of targets) {
    const pool = pools.get(target.scrapePool);
    if (pool) pool.push(target);
    else pools.set(target.scrapePool, [target]);
  }
  const rank = (target: Target) => (target.health === 'down' ? 0 : 1);
  return [...pools.entries()]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, members]) => ({
      name,
      up: members.filter(target => target.health === 'up').length,
      targets: members.sort((a, b) => rank(a) - rank(b) || a.scrapeUrl.localeCompare(b.scrapeUrl)),
    }));
}
