import type { FieldConfigSource } from '../frames/overrides.ts';

// The parts of the Grafana dashboard JSON that the page reads; the rest is the server's business.

export interface Dashboard {
  readonly uid?: string;
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly time?: { readonly from: string; readonly to: string };
  readonly refresh?: string | boolean;
  readonly panels?: readonly PanelModel[];
  readonly templating?: { readonly list?: readonly Variable[] };
}
export interface Variable {
  readonly name: string;
  readonly label?: string;
  /** query, custom, interval, textbox, constant, datasource or adhoc. */
  readonly type?: string;
  readonly query?: string | { readonly query?: string };
  readonly regex?: string;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  /** 0: shown, 1: without its label, 2: hidden. */
  readonly hide?: number;
  readonly options?: readonly { readonly text?: unknown; readonly value?: unknown }[];
  readonly current?: { readonly value?: string | readonly string[] };
}
export interface PanelModel {
  readonly id?: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly transparent?: boolean;
  readonly gridPos?: GridPos;
  readonly targets?: readonly Target[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly fieldConfig?: FieldConfigSource;
  readonly collapsed?: boolean;
  readonly panels?: readonly PanelModel[];
  /** A variable: the panel or row is shown once for each of its values. */
  readonly repeat?: string;
  readonly repeatDirection?: 'h' | 'v';
  readonly maxPerRow?: number;
}
export interface Target {
  readonly refId?: string;
  readonly expr?: string;
  readonly legendFormat?: string;
  readonly instant?: boolean;
  readonly range?: boolean;
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
  for (const { name, current } of dashboard.templating?.list ?? [])
    if (current?.value !== undefined) values[name] = current.value;
  return values;
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
