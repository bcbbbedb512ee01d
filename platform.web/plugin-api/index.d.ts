// @gnomon/plugin-api, API version 1. Types only: nothing here is imported at run time.

// ---------- data ----------
export type FieldType = 'time' | 'number' | 'string' | 'boolean' | 'json' | 'histogram';
export type Labels = Readonly<Record<string, string>>;

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** time: epoch milliseconds (logs carry nanoseconds as a string field `tsNs`). Numbers arrive as Float64Array; NaN is a value. */
  readonly values: ArrayLike<unknown>;
  /** 1 = no value at this row (null, gap). Absent: every row has one. */
  readonly nulls?: Uint8Array;
  readonly labels?: Labels;
  /** Defaults, overrides and data-source hints already merged by the host. */
  readonly config: FieldConfig;
  /** Legend name after displayName / legendFormat / series naming rules. */
  readonly displayName: string;
  /** Unit, decimals, mappings, thresholds and colour applied by the host. */
  display(value: unknown): DisplayValue;
}
export interface DataFrame {
  readonly refId?: string;
  readonly name?: string;
  readonly fields: readonly Field[];
  readonly length: number;
  readonly meta?: {
    readonly kind?: 'timeseries' | 'table' | 'heatmap' | 'logs' | 'graph' | 'exemplars';
    readonly notices?: readonly Notice[];
    readonly custom?: unknown;
  };
}
export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
}
export interface DisplayValue {
  readonly text: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly numeric: number;
  readonly percent?: number;
  readonly color?: string;
  readonly icon?: string;
}
export interface PanelData {
  readonly state: 'loading' | 'done' | 'streaming' | 'error';
  readonly frames: readonly DataFrame[]; // after server-side transformations
  readonly annotations: readonly Annotation[];
  readonly timeRange: TimeRange;
  readonly intervalMs: number;
  readonly errors?: readonly { refId?: string; message: string }[];
}
export interface TimeRange {
  readonly from: number;
  readonly to: number;
  readonly raw: { from: string; to: string };
}
export interface Annotation {
  /** Of one that somebody wrote down, and that can be changed. */
  readonly id?: string;
  readonly time: number;
  readonly timeEnd?: number;
  readonly title?: string;
  readonly text?: string;
  readonly tags?: readonly string[];
  readonly color: string;
}

// ---------- field configuration (names equal the Grafana dashboard JSON) ----------
export interface FieldConfig {
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly noValue?: string;
  readonly displayName?: string;
  readonly filterable?: boolean;
  readonly color?: { mode: string; fixedColor?: string; seriesBy?: 'last' | 'min' | 'max' };
  readonly thresholds?: {
    mode: 'absolute' | 'percentage';
    steps: readonly { value: number | null; color: string }[];
  };
  readonly mappings?: readonly ValueMapping[];
  readonly links?: readonly DataLink[];
  readonly custom?: Readonly<Record<string, unknown>>; // per panel type, described by fieldSchema
}
export type MappingResult = { text?: string; color?: string; icon?: string; index?: number };
export type ValueMapping =
  | { type: 'value'; options: Record<string, MappingResult> }
  | { type: 'range'; options: { from: number | null; to: number | null; result: MappingResult } }
  | { type: 'regex'; options: { pattern: string; result: MappingResult } }
  | {
      type: 'special';
      options: { match: 'null' | 'nan' | 'null+nan' | 'true' | 'false' | 'empty'; result: MappingResult };
    };
export interface DataLink {
  readonly title: string;
  readonly url: string;
  readonly targetBlank?: boolean;
}

// ---------- panel plugin: the default export of the ES module ----------
export interface PanelPlugin<O = Record<string, unknown>> {
  readonly apiVersion: 1;
  /** Brings options saved with an older optionsVersion up to date; without a version they are of the first. Pure, and quick: it runs before each drawing. */
  migrate?(options: unknown, from: number): O;
  /** It says itself what it means that there are no rows; else the page says that there is no data. */
  readonly saysEmpty?: boolean;
  mount(ctx: PanelContext<O>): PanelInstance<O> | Promise<PanelInstance<O>>;
}
export interface PanelInstance<O = Record<string, unknown>> {
  /** Called with the full new context and the set of what changed. Must not throw for empty data. */
  update(ctx: PanelContext<O>, changed: ReadonlySet<ChangeKind>): void;
  /** Must release every listener, timer, observer and canvas. Called before a hot swap. */
  unmount(): void;
  /** One sentence for screen readers, for example "line chart, 6 series, last 30 minutes". */
  describe?(): string;
  /** State kept over a hot swap (scroll position, zoom, hidden series). Plain JSON. */
  saveState?(): unknown;
  /** PNG for export from the browser; the host falls back to canvas capture. (Pictures in mails are drawn by the server.) */
  snapshot?(): Promise<Blob>;
}
export type ChangeKind = 'data' | 'options' | 'fieldConfig' | 'size' | 'theme' | 'timeRange' | 'cursor';
export interface PanelContext<O = Record<string, unknown>> {
  /** Empty element inside an open shadow root; adopt style sheets on `root`. */
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  readonly width: number;
  readonly height: number; // CSS pixels, title bar excluded
  readonly data: PanelData;
  readonly options: Readonly<O>; // validated, defaults filled in by the host
  readonly theme: Theme;
  readonly timeZone: string;
  /** The language of the page, such as "en" or "ko". */
  readonly locale: string;
  readonly savedState?: unknown;
  /** The dashboard is being edited. */
  readonly edit: boolean;
  readonly host: PanelHost;
}
/** The value that a text or a link is about: of a row, or one that was calculated (`value`). */
export interface LinkScope {
  readonly field?: Field;
  readonly row?: number;
  readonly value?: unknown;
}
/** The only way out of a panel. There is no direct access to the store, router or fetch. */
export interface PanelHost {
  replaceVariables(text: string, scope?: LinkScope): string;
  setTimeRange(range: { from: number | string; to: number | string }): void;
  /** Shared crosshair: null clears it. Other panels get ChangeKind 'cursor'. */
  setCursor(time: number | null): void;
  readonly cursor: number | null;
  /**
   * Whether the values at the time of another panel's pointer are wanted, too, not a line alone. Absent in older
   * versions of the page.
   */
  readonly cursorTooltip?: boolean;
  /**
   * Shows one series alone, or all again; without `only` it goes or comes back. fieldKey: refId, name and labels, as the host
   * gives it in DataFrame order. Kept like other settings of fields.
   */
  toggleSeries(fieldKey: string, only: boolean): void;
  /** As if the user had chosen the values above the dashboard; a name that is no variable of it changes nothing. */
  setVariable(name: string, value: string | readonly string[]): void;
  addFilter(key: string, operator: '=' | '!=' | '=~' | '!~', value: string): void;
  /**
   * Opens the page's form for an annotation: a new one at this time, or the one with the id. Absent (also in older
   * versions of the page) for readers who may not write any.
   */
  readonly annotate?: ((at: { time: number; timeEnd?: number; id?: string }) => void) | undefined;
  openLink(link: DataLink, scope?: LinkScope): void;
  /** Where a link leads, filled in; undefined when that is no http, https or relative address. */
  linkAddress(link: DataLink, scope?: LinkScope): string | undefined;
  /**
   * Offers the links of values in a menu: at an element, which gets the focus back, or at a place in the window. Values
   * without a link are passed over; nothing is shown when none has one.
   */
  showLinks(at: Element | { readonly x: number; readonly y: number }, scopes: readonly LinkScope[]): void;
  /** Uids of the dashboards that the user has starred; none when nobody is logged in. */
  stars(): Promise<readonly string[]>;
  /** Uids of the dashboards that were opened last in this browser, newest first; also of some that are gone since. */
  visited(): readonly string[];
  /** Other options of the panel, while it is edited only (`ctx.edit`); null takes one away. */
  onOptionsChange(patch: Record<string, unknown>): void;
  /**
   * Other settings of a field, for example a column resized: values by the ids of overrides ({'custom.width': 120}); null
   * takes one away. While the dashboard is edited they are saved with it, else they hold as long as the panel is shown.
   */
  onFieldConfigChange(fieldKey: string, patch: Record<string, unknown>): void;
  /**
   * A threshold of the field is to have this value; `step` is its number in `config.thresholds.steps`. Absent (also in older
   * versions of the page) where thresholds are not to be moved in the panel.
   */
  readonly setThreshold?: ((fieldKey: string, step: number, value: number) => void) | undefined;
  /** Calls the Java half of the same bundle (spi.panel.PanelCalls, each method with a minimum role): POST /api/gnomon/v1/plugins/{id}/call/{method}. */
  call<T>(method: string, body?: unknown, signal?: AbortSignal): Promise<T>;
  /** Shared pieces, so that a panel need not bundle them. */
  readonly ui: HostUi;
  /**
   * The English text in the language of the page, where the manifest's `i18n` has it, else as it is; `{name}` is filled in,
   * `{n|one|many}` chooses by a number. The files map English to the translation: {"Filter {name}": "{name} 필터"}.
   */
  t(text: string, args?: Record<string, unknown>): string;
  log(level: 'debug' | 'info' | 'warn' | 'error', message: string): void;
}
export interface HostUi {
  legend(el: HTMLElement, items: readonly LegendItem[], opts: LegendOptions): Disposable;
  tooltip(el: HTMLElement): {
    show(x: number, y: number, rows: readonly TooltipRow[], time?: number): void;
    hide(): void;
    dispose(): void;
  };
  reduce(field: Field, calc: string): number; // lastNotNull, mean, min, max, sum, ...
  /** What a calculation is called in headings. */
  calcName(calc: string): string;
  /** Axis labels: the field's unit with the same number of decimals on every tick. */
  ticks(field: Field, values: readonly number[]): string[];
  color(nameOrHex: string): string; // "semi-dark-green" -> hex of the theme
}
export interface Disposable {
  dispose(): void;
}
export interface LegendItem {
  label: string;
  color: string;
  hidden?: boolean;
  yAxis?: 1 | 2;
  values?: readonly DisplayValue[];
  dash?: readonly number[];
}
export interface LegendOptions {
  displayMode: 'list' | 'table' | 'hidden';
  placement: 'bottom' | 'right';
  calcs: readonly string[];
  sortBy?: string;
  sortDesc?: boolean;
  /** An item was chosen by mouse or keyboard; only = without Ctrl: show nothing but this one. */
  onToggle?(index: number, only: boolean): void;
  /** The pointer is over an item, null when it left. */
  onHover?(index: number | null): void;
}
export interface TooltipRow {
  label: string;
  color: string;
  value: DisplayValue;
  active?: boolean;
}
export interface Theme {
  readonly mode: 'dark' | 'light';
  readonly palette: readonly string[]; // palette-classic order
  readonly background: { canvas: string; panel: string; elevated: string };
  readonly text: { primary: string; secondary: string; disabled: string; link: string };
  readonly border: { weak: string; medium: string; strong: string };
  readonly font: { family: string; mono: string; size: number; sizeSmall: number };
  readonly grid: string;
  readonly spacing: number;
  readonly radius: number;
}

// ---------- manifest: META-INF/gnomon/plugin.json in the OSGi bundle ----------
export interface PluginManifest {
  readonly manifestVersion: 1;
  readonly id: string; // reverse-DNS or short id, unique
  readonly name: string;
  readonly version: string; // version = Bundle-Version
  readonly description?: string;
  readonly license?: string;
  readonly icon?: string;
  /** Semver range on the UI API, such as "^1.0"; of bundles with Java also the packages that they ask for. */
  readonly requires: { readonly gnomon: string; readonly packages?: readonly string[] };
  readonly provides: readonly Contribution[];
  /** Language ("ko", "pt-BR") to the path of a JSON file in the bundle: English texts of the schemas and of `t` to translations. */
  readonly i18n?: Readonly<Record<string, string>>;
}
/** Only a panel's is written by hand; the others are derived by the server from the plugin's settings record. */
export type Contribution =
  | PanelContribution
  | DataSourceContribution
  | ChannelContribution
  | ExporterContribution
  | DiscoveryContribution
  | TransformContribution;
interface Base {
  readonly id: string;
  readonly name: string;
  readonly icon?: string;
}
/** id = the panel type of the dashboard JSON (timeseries, stat, state-timeline); folder = id without hyphens. */
export interface PanelContribution extends Base {
  readonly kind: 'panel';
  readonly optionsVersion?: number;
  readonly module: string; // path of the ES module in the bundle
  readonly styles?: readonly string[]; // paths of style sheets; the host adopts them in the panel's root
  readonly optionsSchema: FormSchema; // -> generated options editor
  readonly fieldSchema?: FormSchema; // -> fieldConfig.defaults.custom and overrides
  readonly standardFields?: readonly string[]; // which standard options apply: unit, min, max, ...
  readonly accepts?: readonly ('timeseries' | 'table' | 'heatmap' | 'logs' | 'graph')[];
  readonly replaces?: readonly string[]; // legacy types it imports: ["graph"]
}
export interface DataSourceContribution extends Base {
  readonly kind: 'datasource';
  readonly settingsSchema: FormSchema; // connection form; secrets are write-only
  readonly querySchema: FormSchema; // query form
  readonly queryLanguage?: {
    id: 'promql' | 'sql' | 'logql' | 'lucene' | 'json' | string;
    field: string;
    completion: boolean;
  };
  readonly variableSchema?: FormSchema;
  readonly annotationSchema?: FormSchema;
  readonly capabilities: readonly (
    | 'metrics'
    | 'logs'
    | 'traces'
    | 'annotations'
    | 'variables'
    | 'alerting'
    | 'streaming'
    | 'adhoc'
  )[];
  readonly editorModule?: string; // optional own editor, see FormWidgetPlugin
}
export interface ChannelContribution extends Base {
  readonly kind: 'channel';
  readonly settingsSchema: FormSchema;
  readonly messageSchema?: FormSchema; // title, body templates
  readonly testable: boolean; // shows "Send test"
}
export interface ExporterContribution extends Base {
  readonly kind: 'exporter';
  readonly settingsSchema: FormSchema;
  readonly dashboards?: readonly string[];
  readonly rules?: readonly string[];
}
export interface DiscoveryContribution extends Base {
  readonly kind: 'discovery';
  readonly settingsSchema: FormSchema;
  readonly section: string;
} // section: consul_sd_configs
export interface TransformContribution extends Base {
  readonly kind: 'transform';
  readonly optionsSchema: FormSchema;
}

// ---------- forms: JSON Schema 2020-12 subset + "x-gnomon" hints ----------
export interface FormSchema {
  readonly type: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, FormSchema>>;
  readonly required?: readonly string[];
  /** Of an object whose names the author chooses: the schema of their values. */
  readonly additionalProperties?: FormSchema;
  readonly items?: FormSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly (string | number)[];
  readonly oneOf?: readonly { readonly const: string | number; readonly title: string }[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: 'uri' | 'email' | 'duration' | 'hostname' | 'date-time';
  readonly 'x-gnomon'?: FormHint;
}
export interface FormHint {
  readonly widget?:
    | 'text'
    | 'textarea'
    | 'secret'
    | 'switch'
    | 'radio'
    | 'select'
    | 'slider'
    | 'color'
    | 'unit'
    | 'duration'
    | 'code'
    | 'keyvalue'
    | 'fieldName'
    | 'calc'
    | 'datasource'
    | 'channel'
    | 'dashboard'
    | 'thresholds'
    | 'mappings'
    | 'file';
  readonly language?: string; // widget 'code': promql, sql, json, template
  readonly group?: string;
  readonly order?: number;
  readonly advanced?: boolean;
  readonly width?: 'third' | 'half' | 'full';
  readonly placeholder?: string;
  readonly help?: string;
  readonly docs?: string;
  /** Shown only if the sibling has one of the values. */
  readonly visibleIf?: { readonly field: string; readonly in: readonly unknown[] };
  /** Options from Java: OptionsProvider.options(name, form) in the same bundle. */
  readonly optionsFrom?: {
    readonly call: string;
    readonly dependsOn?: readonly string[];
    readonly allowCustom?: boolean;
  };
}
/** Only for the rare bundle that needs its own control or query editor. Same life cycle as a panel. */
export interface FormWidgetPlugin<V = unknown> {
  readonly apiVersion: 1;
  mount(ctx: FormWidgetContext<V>): { update(ctx: FormWidgetContext<V>): void; unmount(): void };
}
export interface FormWidgetContext<V = unknown> {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  readonly value: V;
  readonly schema: FormSchema;
  readonly errors: readonly { path: string; message: string }[];
  readonly theme: Theme;
  onChange(value: V): void;
  run?(): void;
  call<T>(method: string, body?: unknown, signal?: AbortSignal): Promise<T>;
}

// ---------- registry as the browser sees it ----------
/** GET /api/gnomon/v1/plugins ; changes arrive on GET /api/gnomon/v1/events (server-sent events; one stream per browser, shared by its tabs). */
export interface RegistryEntry {
  readonly manifest: PluginManifest;
  readonly baseUrl: string; // /plugins/{id}/{version}-{hash12}/  (immutable)
  readonly integrity: Readonly<Record<string, string>>; // path -> sha384-...
  readonly state: 'active' | 'stopped' | 'failed' | 'waiting for confirmation';
  readonly error?: string;
  readonly trusted: boolean;
}
export type RegistryEvent =
  | {
      readonly type: 'plugin.started' | 'plugin.updated';
      readonly entry: RegistryEntry;
      readonly previousBaseUrl?: string;
    }
  | { readonly type: 'plugin.stopped'; readonly id: string };
