import type { DataLink } from '@gnomon/plugin-api';
import type { FieldConfigSource } from '../frames/overrides.ts';

// The parts of the Grafana dashboard JSON that the page reads; the rest is the server's business.

export interface Dashboard {
  readonly uid?: string;
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly time?: { readonly from: string; readonly to: string };
  readonly refresh?: string | boolean;
  readonly timepicker?: {
    readonly hidden?: boolean;
    readonly refresh_intervals?: readonly string[];
    /** How long the newest samples take to arrive, such as 1m: "now" is so much earlier. */
    readonly nowDelay?: string;
  };
  readonly panels?: readonly PanelModel[];
  readonly templating?: { readonly list?: readonly Variable[] };
  readonly annotations?: { readonly list?: readonly AnnotationQuery[] };
  readonly links?: readonly DashboardLink[];
  /** "browser" or empty: the reader's; "utc", or a name of the IANA database. */
  readonly timezone?: string;
  /** What the pointer in one panel shows in the others: 0 nothing (as when it is absent), 1 a line, 2 also the tooltip. */
  readonly graphTooltip?: number;
  /** monday, sunday, saturday; empty: the reader's. */
  readonly weekStart?: string;
}
/** A data source as dashboards name it; its uid may be a variable. Old dashboards have its name alone. */
export type SourceRef = string | { readonly type?: string; readonly uid?: string } | null;
export interface Variable {
  readonly name: string;
  readonly label?: string;
  readonly description?: string;
  /** query, custom, interval, textbox, constant, datasource, adhoc, groupby or switch. */
  readonly type?: string;
  readonly datasource?: SourceRef;
  readonly query?: string | { readonly query?: string; readonly refId?: string };
  readonly definition?: string;
  readonly regex?: string;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  /** What "All" means in a query; absent: every choice. */
  readonly allValue?: string | null;
  /** 0: as found, 1 and 2: by name, 3 and 4: by number, 5 and 6: by name in any case; even ones backwards. */
  readonly sort?: number;
  /** When choices are asked for: 1 once, 2 also for another time range. */
  readonly refresh?: number;
  /** 0: shown, 1: without its label, 2: hidden. */
  readonly hide?: number;
  readonly options?: readonly { readonly text?: unknown; readonly value?: unknown }[];
  readonly current?: { readonly value?: string | readonly string[] };
  /** Whether the regular expression looks at the text of a choice or at its value. */
  readonly regexApplyTo?: 'text' | 'value';
  /** interval: the choice "auto", which parts the time range into so many steps of at least this length. */
  readonly auto?: boolean;
  readonly auto_count?: number;
  readonly auto_min?: string;
  /** adhoc: conditions on labels. */
  readonly filters?: readonly AdHocFilter[];
}
export interface AdHocFilter {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
}
/** A query whose answers are marked on the charts. */
export interface AnnotationQuery {
  readonly name: string;
  readonly datasource?: SourceRef;
  readonly enable?: boolean;
  readonly hide?: boolean;
  readonly iconColor?: string;
  readonly expr?: string;
  readonly titleFormat?: string;
  readonly textFormat?: string;
  readonly tagKeys?: string;
  /** Distance of evaluations, such as 30s; a minute when it is not given. */
  readonly step?: string;
  /** Of what was written down: of this dashboard, or with tags on any. */
  readonly target?: {
    readonly type?: string;
    readonly tags?: readonly string[];
    readonly matchAny?: boolean;
    readonly limit?: number;
  };
  /** The panels that show it, or that do not. */
  readonly filter?: { readonly ids?: readonly number[]; readonly exclude?: boolean } | undefined;
  /** 1: the one that every dashboard has. */
  readonly builtIn?: number;
}
export interface DashboardLink {
  /** `dashboards` leads to those with the tags, `link` to the address. */
  readonly type: 'dashboards' | 'link';
  readonly title?: string;
  readonly tooltip?: string;
  readonly url?: string;
  readonly tags?: readonly string[];
  readonly asDropdown?: boolean;
  readonly targetBlank?: boolean;
  /** The address carries the choice of variables, or the time range. */
  readonly includeVars?: boolean;
  readonly keepTime?: boolean;
}
export interface TransformationModel {
  readonly id: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly disabled?: boolean;
  /** For the answers of some queries only. */
  readonly filter?: { readonly id: string; readonly options?: string };
}
export interface PanelModel {
  readonly id?: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly transparent?: boolean;
  readonly gridPos?: GridPos;
  readonly datasource?: SourceRef;
  readonly targets?: readonly Target[];
  readonly transformations?: readonly TransformationModel[];
  readonly links?: readonly DataLink[];
  readonly options?: Readonly<Record<string, unknown>>;
  /** The form of the options: that of the plugin that they were written with. */
  readonly optionsVersion?: number;
  readonly fieldConfig?: FieldConfigSource;
  readonly collapsed?: boolean;
  readonly panels?: readonly PanelModel[];
  /** A variable: the panel or row is shown once for each of its values. */
  readonly repeat?: string;
  readonly repeatDirection?: 'h' | 'v';
  readonly maxPerRow?: number;
  /** A time range, or a distance back in time, of this panel alone; said in its header unless that is switched off. */
  readonly timeFrom?: string | null;
  readonly timeShift?: string | null;
  readonly hideTimeOverride?: boolean;
  /** The panel of the library that it shows. */
  readonly libraryPanel?: { readonly uid: string; readonly name: string };
}
/** A query; besides these it has what its data source asks for. */
export interface Target {
  readonly refId?: string;
  readonly datasource?: SourceRef;
  readonly hide?: boolean;
  readonly expr?: string;
  readonly legendFormat?: string;
  readonly instant?: boolean;
  readonly range?: boolean;
  /** time_series, table or heatmap. */
  readonly format?: string;
  /** The smallest step, such as 15s. */
  readonly interval?: string;
}
export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
export interface DashboardDocument {
  readonly dashboard: Dashboard;
  readonly meta: { readonly provisioned?: boolean; readonly version?: number; readonly canSave?: boolean };
}

/** Values of the variables as the dashboard was saved. */
export function savedVariables(dashboard: Dashboard): Record<string, string | readonly string[]> {
  const values: Record<string, string | readonly string[]> = {};
  for (const { name, type, current, filters, query } of dashboard.templating?.list ?? []) {
    const value = current?.value;
    // Grafana saves filters that nobody has filled in yet.
    if (type === 'adhoc') values[name] = (filters ?? []).filter(({ key }) => key).map(filterText);
    else if (Array.isArray(value)) values[name] = value.filter(isPlain).map(String);
    else if (isPlain(value)) values[name] = String(value);
    else if (type === 'textbox' && typeof query === 'string') values[name] = query;
  }
  return values;
}

/** Files have numbers and switches, too, where a text is meant. */
function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** A filter in addresses and requests: `key|operator|value`. */
export function filterText({ key, operator, value }: AdHocFilter): string {
  return [key, operator, value].map(part => (part ?? '').replaceAll('|', '__gfp__')).join('|');
}

/** The filter of a text; undefined when it is none. */
export function filterOf(text: string): AdHocFilter | undefined {
  const [key, operator, ...rest] = text.split('|');
  if (!key || !operator || rest.length === 0) return undefined;
  const plain = (part: string) => part.replaceAll('__gfp__', '|').replaceAll('__gfc__', ',');
  return { key: plain(key), operator, value: plain(rest.join('|')) };
}

/** Panels that ask the server for data. */
export function hasQueries(panel: PanelModel): boolean {
  return panel.type !== 'row' && (panel.targets?.length ?? 0) > 0;
}

/** A uid made of the title that no other dashboard has. */
export function uidOf(title: string, taken: ReadonlySet<string>): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50);
  const first = words || 'dashboard';
  for (let n = 1; ; n++) {
    const uid = n === 1 ? first : `${first}-${n}`;
    if (!taken.has(uid)) return uid;
  }
}
