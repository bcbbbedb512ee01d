import { matchesWords } from '../shell/words.ts';

/** How a collector did at one target when it was asked last. */
export interface Run {
  /** The server that was asked; empty for an exporter of its own host. */
  readonly target: string;
  readonly result: 'succeeded' | 'failed' | 'lacking';
  readonly at: string;
  readonly seconds: number;
  readonly reason: string;
}

export interface Collector {
  readonly name: string;
  readonly byDefault: boolean;
  readonly on: boolean;
  readonly runs: readonly Run[];
}

/** An entry of the server's list of exporters. */
export interface Exporter {
  readonly name: string;
  /** The peer's program, empty when there is none. */
  readonly program: string;
  readonly plugin: string;
  readonly version: string;
  /** Whether a target of this server asks it. */
  readonly scraped: boolean;
  readonly configurable: boolean;
  readonly settings: 'defaults' | 'file' | 'written';
  readonly error: string;
  /** Of exporters that ask other servers: whether each was reached. */
  readonly connections: readonly Run[];
  readonly collectors: readonly Collector[];
}

export type Shown = 'on' | 'failing' | 'all';

/** How many collectors are on, and how many of them failed somewhere. */
export function counts(exporter: Exporter): { on: number; failing: number; all: number } {
  const on = exporter.collectors.filter(collector => collector.on);
  return { on: on.length, failing: on.filter(isFailing).length, all: exporter.collectors.length };
}

export function isFailing(collector: Collector): boolean {
  return collector.on && collector.runs.some(run => run.result === 'failed');
}

/** Collectors that fit: by words in name, target or reason, and by what is to be shown. */
export function matching(collectors: readonly Collector[], filter: string, shown: Shown): Collector[] {
  return collectors.filter(
    collector =>
      (shown === 'all' || (shown === 'on' ? collector.on : isFailing(collector))) &&
      matchesWords(filter, [collector.name, ...collector.runs.flatMap(run => [run.target, run.reason])]),
  );
}
