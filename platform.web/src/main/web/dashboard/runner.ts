import type { TimeRange } from '@gnomon/plugin-api';
import { gnomon } from '../api/client.ts';
import { readLines } from '../frames/ndjson.ts';
import type { WireAnswer } from '../frames/wire.ts';
import { parseDuration, type RawRange, resolveRange } from '../time/range.ts';
import { timeZone } from '../time/zone.ts';
import type { AnnotationAnswer } from './annotations.ts';

/** A panel of the dashboard; a copy of a repeated one has values of variables for itself. */
export interface Wanted {
  readonly id: number;
  readonly variables?: object;
}
export interface Answered {
  readonly answer: WireAnswer;
  readonly range: TimeRange;
}
export interface RunState {
  readonly loading: boolean;
  /**
   * The first answers are there, or nothing in view asks for any. What asks nothing is loaded then: a text's module
   * weighs as much as a chart's, and nobody waits for it.
   */
  readonly begun: boolean;
  readonly error?: string;
}
export type Stream = (query: object, signal: AbortSignal, line: (value: unknown) => void) => Promise<void>;

/** After so long without a panel that asks there are no first answers to wait for. */
const UNASKED_MS = 500;
/** How old the first answers may be where nothing is refreshed. */
const AGE_MS = 10_000;
/** Widths are rounded up to multiples of this, so that windows of about one size share their answers. */
const WIDTHS = 50;

const post: Stream = async (query, signal, line) => {
  const response = await gnomon.stream('panels/query', query, signal);
  if (response.body) await readLines(response.body, line);
};

/**
 * Asks for the data of a dashboard: one call for all visible panels at every refresh, never two at a time. It
 * rests while the tab is hidden, and a change of range or of what is visible starts at once.
 */
export class DashboardRunner {
  readonly #target: object;
  readonly #variables: object;
  readonly #stream: Stream;
  readonly #listeners = new Map<number, (answered: Answered) => void>();
  readonly #widths = new Map<number, number>();
  readonly #wanted = new Map<number, Wanted>();
  readonly #answered = new Set<number>();
  readonly #onState: (state: RunState) => void;
  #annotations: readonly string[] = [];
  #onAnnotations: (answer: AnnotationAnswer) => void = () => {};
  /** The next answers must be new, whatever others have asked for. */
  #fresh = false;
  #range: RawRange;
  #refreshMs: number | undefined;
  readonly #unasked: ReturnType<typeof setTimeout>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;
  #begun = false;
  #stopped = false;

  constructor(
    target: object,
    variables: object,
    range: RawRange,
    refresh: string,
    onState: (state: RunState) => void,
    stream: Stream = post,
  ) {
    this.#target = target;
    this.#variables = variables;
    this.#range = range;
    this.#refreshMs = parseDuration(refresh);
    this.#onState = onState;
    this.#stream = stream;
    document.addEventListener('visibilitychange', this.#visibility);
    this.#unasked = setTimeout(() => {
      if (this.#listeners.size === 0) this.#ended();
    }, UNASKED_MS);
  }

  /**
   * A panel came into view; `width` in pixels decides how many points are asked for.
   *
   * @param wanted the panel that is run under this number, when that is another one
   */
  show(
    id: number,
    width: number,
    listener: (answered: Answered) => void,
    wanted: Wanted = { id },
  ): () => void {
    this.#wanted.set(id, wanted);
    this.#listeners.set(id, listener);
    this.#widths.set(id, width);
    if (!this.#answered.has(id)) this.#soon(0);
    return () => {
      this.#listeners.delete(id);
      this.#answered.delete(id);
    };
  }

  resize(id: number, width: number): void {
    if (this.#widths.has(id)) this.#widths.set(id, width);
  }

  setRange(range: RawRange): void {
    this.#range = range;
    this.#restart();
  }

  setRefresh(refresh: string): void {
    this.#refreshMs = parseDuration(refresh);
    this.#restart();
  }

  /** Which annotation queries are asked for beside the panels, and who is told what they find. */
  setAnnotations(names: readonly string[], listener: (answer: AnnotationAnswer) => void): void {
    this.#onAnnotations = listener;
    if (JSON.stringify(names) === JSON.stringify(this.#annotations)) return;
    this.#annotations = names;
    if (this.#listeners.size > 0) this.#restart();
  }

  /** Asks again now, for answers that nobody has seen yet. */
  refresh(): void {
    this.#fresh = true;
    this.#restart();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#unasked);
    this.#running?.abort();
    document.removeEventListener('visibilitychange', this.#visibility);
  }

  #visibility = (): void => {
    if (!document.hidden) this.#soon(0);
  };

  #restart(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#answered.clear();
    this.#soon(0);
  }

  #ended(error?: string): void {
    this.#begun = true;
    this.#onState({ loading: false, begun: true, ...(error !== undefined && { error }) });
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#run(), ms);
  }

  /** So old may an answer be that somebody else has asked for: all who look on get new ones as often as one alone. */
  #maxAge(): number {
    if (this.#fresh) return 0;
    return this.#refreshMs === undefined ? AGE_MS : Math.round(0.9 * this.#refreshMs);
  }

  async #run(): Promise<void> {
    if (this.#running || document.hidden || this.#listeners.size === 0) return;
    const running = new AbortController();
    this.#running = running;
    const started = Date.now();
    const range = resolveRange(this.#range, started);
    const keys = [...this.#listeners.keys()];
    const panels = keys.map(key => {
      const { id, variables } = this.#wanted.get(key) ?? { id: key };
      const width = WIDTHS * Math.ceil((this.#widths.get(key) ?? 600) / WIDTHS);
      return { id, width, ...(id !== key && { as: key }), ...(variables && { variables }) };
    });
    this.#onState({ loading: true, begun: this.#begun });
    let error: string | undefined;
    try {
      const query = {
        dashboard: this.#target,
        panels,
        from: range.from,
        to: range.to,
        timezone: timeZone(),
        variables: this.#variables,
        maxAgeMs: this.#maxAge(),
        ...(this.#annotations.length > 0 && { annotations: this.#annotations }),
      };
      this.#fresh = false;
      await this.#stream(query, running.signal, line => {
        if (this.#running !== running) return;
        if (isAnnotationAnswer(line)) {
          this.#onAnnotations(line);
          return;
        }
        const answer = line as WireAnswer;
        this.#answered.add(answer.panelId);
        this.#listeners.get(answer.panelId)?.({ answer, range });
      });
    } catch (e) {
      if (running.signal.aborted) return;
      error = e instanceof Error ? e.message : String(e);
    }
    if (this.#running !== running) return;
    this.#running = undefined;
    this.#ended(error);
    const asked = new Set(keys);
    const cameMeanwhile = [...this.#listeners.keys()].some(id => !asked.has(id));
    if (cameMeanwhile && error === undefined) this.#soon(0);
    else if (this.#refreshMs !== undefined)
      this.#soon(Math.max(100, this.#refreshMs - (Date.now() - started)));
  }
}

function isAnnotationAnswer(line: unknown): line is AnnotationAnswer {
  return typeof line === 'object' && line !== null && 'annotations' in line;
}
