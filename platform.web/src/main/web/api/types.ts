import type { FormSchema, PluginManifest } from '@gnomon/plugin-api';
import type { PanelModel } from '../dashboard/model.ts';

// Shapes of docs/guide/gnomon-api.md.

export interface Session {
  readonly user: { readonly name: string; readonly role: 'viewer' | 'editor' | 'admin' } | null;
  readonly csrf: string;
  readonly server: {
    readonly version: string;
    readonly hostname: string;
    readonly startedAt: string | number;
    readonly externalUrl: string;
  };
}

export type PluginState = 'active' | 'stopped' | 'failed' | 'waiting for confirmation' | 'at next start';

export interface PluginEntry {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly kinds: readonly string[];
  readonly state: PluginState;
  readonly official: boolean;
  readonly previousVersion?: string;
  readonly error?: string;
  readonly sha256: string;
  readonly publisher?: string;
  readonly manifest?: PluginManifest | null;
  readonly baseUrl: string;
  readonly integrity: Readonly<Record<string, string>>;
  readonly calls: {
    readonly total: number;
    readonly failed: number;
    readonly timedOut: number;
    readonly refused: number;
    readonly running: number;
    readonly abandoned: number;
  };
  readonly since?: string | number | null;
}

/** A dashboard as the list shows it. */
export interface DashboardEntry {
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly folder: string;
  readonly provisioned: boolean;
  /** The user may save it, and its file can be written. */
  readonly canSave: boolean;
  /** Files with the same uid, which are not shown. */
  readonly ignoredFiles: readonly string[];
}

/** A panel that dashboards share. */
export interface LibraryPanel {
  readonly uid: string;
  readonly name: string;
  readonly version: number;
  /** The panel without what each dashboard says of its place. */
  readonly model: PanelModel;
  readonly usedBy: readonly { readonly uid: string; readonly title: string }[];
}

/** A dashboard or rule file that a plugin carries. */
export interface Offer {
  readonly plugin: string;
  readonly path: string;
  readonly kind: 'dashboard' | 'rules';
  readonly name: string;
  readonly title: string;
  readonly state: 'new' | 'taken' | 'different';
}

export interface DataSource {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly default: boolean;
  readonly builtIn: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Channel {
  readonly type: string;
  readonly name: string;
  readonly schema: FormSchema;
  /** Keys that need not be said, because `global` of alertmanager.yml says them. */
  readonly fromGlobal: readonly string[];
}

export interface Checked {
  readonly ok: boolean;
  readonly message: string;
}

export interface Problem {
  readonly path: string;
  readonly message: string;
}
