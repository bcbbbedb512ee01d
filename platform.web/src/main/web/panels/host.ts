import type { Field, HostUi, PanelHost, Theme } from '@gnomon/plugin-api';
import { gnomon } from '../api/client.ts';
import { resolveColor } from '../display/colors.ts';
import { tickTexts } from '../display/display.ts';
import { reduce } from '../display/reduce.ts';
import { followLink } from '../router.ts';
import { textOf } from '../texts/t.ts';
import { legend } from './legend.ts';
import { tooltip } from './tooltip.ts';

/** The time under the pointer, the same for all panels of a page. */
export class SharedCursor {
  #time: number | null = null;
  readonly #listeners = new Set<(from: object | null) => void>();

  get time(): number | null {
    return this.#time;
  }

  set(time: number | null, from: object): void {
    if (time === this.#time) return;
    this.#time = time;
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
  readonly cursor: SharedCursor;
  readonly theme: () => Theme;
  readonly setTimeRange: (from: string, to: string) => void;
  readonly toggleSeries: (fieldKey: string, only: boolean) => void;
  readonly replaceVariables: (text: string) => string;
  /** Opens the form for an annotation; undefined for readers who may not write any. */
  readonly annotate: () => PanelHost['annotate'];
  readonly addFilter: PanelHost['addFilter'];
}

export function panelHost(around: PanelSurroundings): PanelHost {
  const self: PanelHost = {
    replaceVariables: (text, scope) =>
      around.replaceVariables(scope?.field ? fieldText(text, scope.field, scope.row) : text),
    setTimeRange: ({ from, to }) => around.setTimeRange(String(from), String(to)),
    setCursor: time => around.cursor.set(time, self),
    get cursor() {
      return around.cursor.time;
    },
    toggleSeries: around.toggleSeries,
    setVariable: () => {},
    addFilter: around.addFilter,
    get annotate() {
      return around.annotate();
    },
    openLink: (link, scope) => followLink(self.replaceVariables(link.url, scope), link.targetBlank ?? false),
    onOptionsChange: () => {},
    onFieldConfigChange: () => {},
    call: (method, body, signal) =>
      gnomon.send(
        'POST',
        `plugins/${encodeURIComponent(around.pluginId())}/call/${encodeURIComponent(method)}`,
        body,
        signal,
      ),
    ui: hostUi(around.theme),
    t: (key, args) => textOf(key, args as Record<string, string | number>),
    log: (level, message) => console[level](message),
  };
  return self;
}

function hostUi(theme: () => Theme): HostUi {
  return {
    legend,
    tooltip,
    reduce,
    ticks: (field, values) => tickTexts(field.config, values),
    color: name => resolveColor(name, theme()),
  };
}

/** `${__field.name}`, `${__field.labels.x}`, `${__value.text}` and `${__value.raw}`. */
function fieldText(text: string, field: Field, row: number | undefined): string {
  const value = row === undefined ? undefined : field.values[row];
  return text.replace(/\$\{__(field|value)\.([\w.]+)\}/g, (whole, kind: string, path: string) => {
    if (kind === 'value')
      return path === 'raw' || path === 'numeric' ? String(value) : field.display(value).text;
    if (path === 'name') return field.displayName;
    return path.startsWith('labels.') ? (field.labels?.[path.slice(7)] ?? '') : whole;
  });
}
