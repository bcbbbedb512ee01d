import type {
  ChangeKind,
  PanelContext,
  PanelData,
  PanelHost,
  PanelInstance,
  PanelPlugin,
  Theme,
} from '@gnomon/plugin-api';
import { language } from '../texts/language.ts';
import { ENGLISH, type PluginTexts } from '../texts/plugin.ts';
import { type KeptOptions, upToDate } from './kept.ts';
import { type LoadedPanel, loadPanel } from './load.ts';
import type { PanelType } from './registry.ts';
import { fillDefaults, wrongType } from './schema.ts';

export interface PanelInputs {
  readonly data: PanelData;
  readonly kept: KeptOptions;
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly timeZone: string;
  readonly edit: boolean;
}
export type PanelStatus =
  | { readonly kind: 'empty' }
  | { readonly kind: 'running'; readonly module: string; readonly saysEmpty: boolean }
  | { readonly kind: 'failed'; readonly message: string; readonly stopped: boolean };

const ERROR_WINDOW_MS = 10_000;
const ERRORS_TO_STOP = 3;

/**
 * One panel on the page: mounts a plugin in a shadow root, passes changes on once per animation frame, swaps the
 * plugin in place and keeps its errors to itself. Three errors within ten seconds stop the panel.
 */
export class MountedPanel {
  readonly #root: ShadowRoot;
  readonly #host: PanelHost;
  readonly #onStatus: (status: PanelStatus) => void;
  readonly #load: (type: PanelType) => Promise<LoadedPanel>;
  #inputs: PanelInputs;
  #type: PanelType | undefined;
  #texts: PluginTexts = ENGLISH;
  #plugin: PanelPlugin | undefined;
  #instance: PanelInstance | undefined;
  #filled:
    | { kept: KeptOptions; plugin: PanelPlugin | undefined; options: Record<string, unknown> }
    | undefined;
  #element: HTMLElement | undefined;
  #savedState: unknown;
  #changed = new Set<ChangeKind>();
  #frame = 0;
  #errors: number[] = [];
  #generation = 0;
  /** Somebody has scrolled, pressed or typed in the panel: what it shows would not be the same if it were mounted anew. */
  #touched = false;

  constructor(
    element: HTMLElement,
    host: PanelHost,
    inputs: PanelInputs,
    onStatus: (status: PanelStatus) => void,
    load = loadPanel,
  ) {
    this.#root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    this.#host = host;
    this.#inputs = inputs;
    this.#onStatus = onStatus;
    this.#load = load;
    const touch = () => {
      this.#touched = true;
    };
    for (const kind of ['scroll', 'pointerdown', 'keydown'])
      this.#root.addEventListener(kind, touch, { capture: true, passive: true });
  }

  /** Shows this plugin. The one that runs stays until the new module is there; then its state moves over. */
  async show(type: PanelType): Promise<void> {
    if (this.#type?.module === type.module && this.#instance) return;
    const generation = ++this.#generation;
    try {
      const { plugin, styles, texts } = await this.#load(type);
      if (generation !== this.#generation) return;
      this.#leave();
      this.#type = type;
      this.#plugin = plugin;
      this.#texts = texts;
      this.#errors = [];
      this.#root.adoptedStyleSheets = [...styles];
      this.#element = document.createElement('div');
      this.#root.replaceChildren(this.#element);
      const instance = await plugin.mount(this.#context());
      if (generation !== this.#generation) {
        instance.unmount();
        return;
      }
      this.#instance = instance;
      this.#onStatus({ kind: 'running', module: type.module, saysEmpty: plugin.saysEmpty ?? false });
      this.#flushSoon();
    } catch (e) {
      if (generation === this.#generation)
        this.#onStatus({ kind: 'failed', message: this.#reason(e), stopped: false });
    }
  }

  /** Takes the plugin away and leaves a copy of its last picture, greyed by the frame around it. */
  suspend(): void {
    this.#generation++;
    const picture = this.#element && still(this.#element);
    this.#leave();
    if (picture) this.#root.replaceChildren(picture);
    this.#onStatus({ kind: 'empty' });
  }

  /** Takes the plugin and its elements away while nobody sees them; one that somebody has touched stays, which is false. */
  putAway(): boolean {
    if (this.#touched && this.#instance) return false;
    this.#generation++;
    this.#leave();
    this.#root.replaceChildren();
    this.#onStatus({ kind: 'empty' });
    return true;
  }

  set(inputs: Partial<PanelInputs>, changed: readonly ChangeKind[]): void {
    this.#inputs = { ...this.#inputs, ...inputs };
    for (const kind of changed) this.#changed.add(kind);
    this.#flushSoon();
  }

  /** Options in the form that the plugin has today; as they are while none is there. */
  upToDate<K extends KeptOptions>(kept: K): K {
    return this.#plugin && this.#type ? upToDate(kept, this.#plugin, this.#type.contribution) : kept;
  }

  /** The plugin's texts in the reader's language. */
  get texts(): PluginTexts {
    return this.#texts;
  }

  describe(): string | undefined {
    return this.#guard(() => this.#instance?.describe?.());
  }

  /** The panel's own picture of itself; undefined when it makes none. */
  async snapshot(): Promise<Blob | undefined> {
    return this.#instance?.snapshot?.();
  }

  dispose(): void {
    this.#generation++;
    cancelAnimationFrame(this.#frame);
    this.#leave();
    this.#root.replaceChildren();
    this.#root.adoptedStyleSheets = [];
  }

  #leave(): void {
    const instance = this.#instance;
    this.#instance = undefined;
    this.#type = undefined;
    this.#plugin = undefined;
    if (!instance) return;
    this.#guard(() => {
      this.#savedState = instance.saveState?.() ?? this.#savedState;
    });
    this.#guard(() => instance.unmount());
  }

  #flushSoon(): void {
    if (this.#frame || this.#changed.size === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const instance = this.#instance;
      if (!instance) return;
      const changed = this.#changed;
      this.#changed = new Set();
      this.#guard(() => instance.update(this.#context(), changed));
    });
  }

  /** The options in today's form with the plugin's defaults: made once for what is kept, not for each drawing. */
  #optionsOf(kept: KeptOptions): Record<string, unknown> {
    if (this.#filled?.kept !== kept || this.#filled.plugin !== this.#plugin) {
      const { options } = this.upToDate(kept);
      const filled = fillDefaults(this.#type?.contribution.optionsSchema, options);
      this.#filled = { kept, plugin: this.#plugin, options: filled as Record<string, unknown> };
    }
    return this.#filled.options;
  }

  #context(): PanelContext {
    const { data, kept, width, height, theme, timeZone, edit } = this.#inputs;
    return {
      element: this.#element as HTMLElement,
      root: this.#root,
      width,
      height,
      data,
      options: this.#optionsOf(kept),
      theme,
      timeZone,
      locale: language(),
      savedState: this.#savedState,
      edit,
      host: this.#host,
    };
  }

  #guard<T>(call: () => T): T | undefined {
    try {
      return call();
    } catch (e) {
      this.#failed(e);
      return undefined;
    }
  }

  /** An option of a wrong type where there is one, since it is what the panel stumbled over; else what the panel says. */
  #reason(e: unknown): string {
    const schema = this.#type?.contribution.optionsSchema;
    const { options } = this.upToDate(this.#inputs.kept);
    return (schema && wrongType(schema, options, 'options')) ?? (e instanceof Error ? e.message : String(e));
  }

  #failed(e: unknown): void {
    console.error(`panel ${this.#type?.id ?? ''}:`, e);
    const now = Date.now();
    this.#errors = [...this.#errors.filter(at => now - at < ERROR_WINDOW_MS), now];
    const stopped = this.#errors.length >= ERRORS_TO_STOP;
    if (stopped) {
      const instance = this.#instance;
      this.#instance = undefined;
      try {
        instance?.unmount();
      } catch {
        // It has failed already; its element is thrown away below.
      }
      this.#root.replaceChildren();
    }
    this.#onStatus({ kind: 'failed', message: this.#reason(e), stopped });
  }
}

/** A copy that shows what the element shows; canvases are copied with their pixels. */
function still(element: HTMLElement): HTMLElement {
  const copy = element.cloneNode(true) as HTMLElement;
  const canvases = copy.querySelectorAll('canvas');
  element.querySelectorAll('canvas').forEach((canvas, i) => {
    if (canvas.width > 0 && canvas.height > 0) canvases[i].getContext('2d')?.drawImage(canvas, 0, 0);
  });
  return copy;
}
