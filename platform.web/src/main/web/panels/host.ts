import type { DataFrame, HostUi, LinkScope, PanelHost, Theme } from '@gnomon/plugin-api';
import { gnomon } from '../api/client.ts';
import { visited } from '../dashboard/recent.ts';
import { resolveColor } from '../display/colors.ts';
import { asText, tickTexts } from '../display/display.ts';
import { calcName, reduce } from '../display/reduce.ts';
import { followLink, resolvedAddress } from '../router.ts';
import { fill } from '../texts/fill.ts';
import { inLanguage, type PluginTexts } from '../texts/plugin.ts';
import type { Subject } from './fieldText.ts';
import { legend } from './legend.ts';
import { showLinkMenu } from './linkMenu.ts';
import { tooltip } from './tooltip.ts';

/** What the pointer in one panel shows in the others. */
export type Pointing = 'nothing' | 'line' | 'tooltip';

/** The time under the pointer, the same for all panels of a page that show it. */
export class SharedCursor {
  readonly shows: Pointing;
  #time: number | null = null;
  #from: object | null = null;
  readonly #listeners = new Set<(from: object | null) => void>();

  constructor(shows: Pointing = 'line') {
    this.shows = shows;
  }

  get time(): number | null {
    return this.#time;
  }

  /** The time that a panel shows. */
  timeOf(panel: object): number | null {
    return this.shows === 'nothing' && panel !== this.#from ? null : this.#time;
  }

  set(time: number | null, from: object): void {
    if (time === this.#time) return;
    this.#time = time;
    this.#from = from;
    if (this.shows === 'nothing') return;
    for (const listener of this.#listeners) listener(from);
  }

  listen(listener: (from: object | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** What the page around a panel offers it. */
export interface PanelSurroundings {
  readonly pluginId: () => string;
  /** The plugin's texts in the reader's language. */
  readonly texts: () => PluginTexts;
  readonly cursor: SharedCursor;
  readonly theme: () => Theme;
  readonly setTimeRange: (from: string, to: string) => void;
  readonly toggleSeries: (fieldKey: string, only: boolean) => void;
  /** Opens the form for an annotation; undefined for readers who may not write any. */
  readonly annotate: () => PanelHost['annotate'];
  readonly addFilter: PanelHost['addFilter'];
  readonly setVariable: PanelHost['setVariable'];
  readonly onOptionsChange: PanelHost['onOptionsChange'];
  readonly onFieldConfigChange: PanelHost['onFieldConfigChange'];
  /** Moves a threshold; undefined where that is not offered. */
  readonly setThreshold: () => PanelHost['setThreshold'];
  /** Uids of the dashboards that the user has starred. */
  readonly stars: () => Promise<readonly string[]>;
  /** The frames that the panel shows. */
  readonly frames: () => readonly DataFrame[];
  /** A text with variables and what it is about filled in. */
  readonly replaceVariables: (text: string, subject: Subject) => string;
  /** The same for an address, where values are encoded. */
  readonly address: (url: string, subject: Subject) => string;
}

export function panelHost(around: PanelSurroundings): PanelHost {
  const subjectOf = (scope: LinkScope = {}): Subject => {
    const frame = around.frames().find(({ fields }) => fields.some(field => field === scope.field));
    return frame ? { ...scope, frame } : scope;
  };
  const self: PanelHost = {
    replaceVariables: (text, scope) => around.replaceVariables(text, subjectOf(scope)),
    setTimeRange: ({ from, to }) => around.setTimeRange(String(from), String(to)),
    setCursor: time => around.cursor.set(time, self),
    get cursor() {
      return around.cursor.timeOf(self);
    },
    cursorTooltip: around.cursor.shows === 'tooltip',
    toggleSeries: around.toggleSeries,
    setVariable: around.setVariable,
    addFilter: around.addFilter,
    get annotate() {
      return around.annotate();
    },
    openLink: (link, scope) =>
      followLink(around.address(link.url, subjectOf(scope)), link.targetBlank ?? false),
    linkAddress: (link, scope) => resolvedAddress(around.address(link.url, subjectOf(scope)))?.href,
    showLinks: (at, scopes) => {
      const groups = scopes.flatMap(scope => {
        const links = scope.field?.config.links ?? [];
        return links.length > 0 ? [{ subject: subjectOf(scope), links }] : [];
      });
      showLinkMenu(
        at,
        groups.map(({ subject, links }) => ({
          name: nameOf(subject),
          links: links.map(link => ({
            title: around.replaceVariables(link.title, subject),
            address: around.address(link.url, subject),
            blank: link.targetBlank ?? false,
          })),
        })),
      );
    },
    stars: around.stars,
    visited: visited.read,
    onOptionsChange: around.onOptionsChange,
    onFieldConfigChange: around.onFieldConfigChange,
    get setThreshold() {
      return around.setThreshold();
    },
    call: (method, body, signal) =>
      gnomon.send(
        'POST',
        `plugins/${encodeURIComponent(around.pluginId())}/call/${encodeURIComponent(method)}`,
        body,
        signal,
      ),
    ui: hostUi(around.theme),
    t: (text, values = {}) => fill(inLanguage(around.texts(), text), values),
    log: (level, message) => console[level](message),
  };
  return self;
}

function hostUi(theme: () => Theme): HostUi {
  return {
    legend,
    tooltip,
    reduce,
    calcName,
    ticks: (field, values) => tickTexts(field.config, values),
    color: name => resolveColor(name, theme()),
  };
}

/** The series with its value, where there is one. */
function nameOf({ field, row, value }: Subject): string {
  if (!field) return '';
  const shown = value ?? (row === undefined || field.nulls?.[row] ? undefined : field.values[row]);
  return shown === undefined ? field.displayName : `${field.displayName} ${asText(field.display(shown))}`;
}
