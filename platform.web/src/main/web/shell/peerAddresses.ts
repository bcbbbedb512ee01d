import { parseTime } from '../time/range.ts';

/** Where a page of Prometheus, Alertmanager or Grafana is here. */
export interface OwnPlace {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Pages whose address says no more than which they are. */
const PAGES = new Map(
  Object.entries({
    // Prometheus
    rules: 'alerts/rules',
    'service-discovery': 'status/discovery',
    'alertmanager-discovery': 'status',
    'tsdb-status': 'status/series',
    config: 'status/configuration',
    flags: 'status/flags',
    // Alertmanager
    '#/status': 'alerts/routes',
    // Grafana
    'alerting/list': 'alerts/rules',
    'alerting/groups': 'alerts',
    'alerting/silences': 'alerts/silences',
    'alerting/routes': 'alerts/routes',
    'alerting/notifications': 'alerts/routes',
  }),
);

/**
 * The place for an address that a link in a message, a bookmark or a runbook has; undefined when no page of theirs has it.
 *
 * @param path below the context root, without a slash in front
 * @param hash with its #, in which the Alertmanager has its pages
 */
export function ownPlace(path: string, parameters: URLSearchParams, hash: string): OwnPlace | undefined {
  const plain = path.replace(/^classic\//, '');
  if (hash.startsWith('#/')) return ofAlertmanager(hash);
  if (plain === 'graph' || plain === 'query') return ofGraph(parameters);
  if (plain === 'explore') return ofExplore(parameters);
  const solo = /^d-solo\/([^/]+)/.exec(plain);
  if (solo) {
    const { panelId = '', ...others } = Object.fromEntries(parameters);
    return { path: `d/${solo[1]}`, parameters: { ...others, viewPanel: panelId } };
  }
  return at(PAGES.get(plain));
}

function at(path: string | undefined, parameters: Record<string, string> = {}): OwnPlace | undefined {
  return path === undefined ? undefined : { path, parameters };
}

/** `g0.expr=up&g0.tab=1&g0.range_input=1d12h&g0.end_input=2026-01-31 12:00:00`, of which there may be a g1 and so on. */
function ofGraph(parameters: URLSearchParams): OwnPlace | undefined {
  const of = (name: string) => parameters.get(`g0.${name}`) ?? '';
  if (!parameters.has('g0.expr')) return at('query');
  const mode = ['0', 'graph'].includes(of('tab')) ? 'graph' : 'table';
  const length = /^(?:\d+[smhdwy])+$/.test(of('range_input')) ? of('range_input') : '1h';
  const before = `now${length.replace(/\d+[smhdwy]/g, '-$&')}`;
  const end = Date.parse(`${(of('end_input') || of('moment_input')).replace(' ', 'T')}Z`);
  if (Number.isNaN(end)) return at('query', { expr: of('expr'), mode, from: before, to: 'now' });
  const from = String(parseTime(before, end));
  return at('query', { expr: of('expr'), mode, from, to: String(end) });
}

/** `#/alerts?filter={a="b"}`, `#/silences/new?filter={a="b"}`, `#/silences/ID`, `#/status`. */
function ofAlertmanager(hash: string): OwnPlace | undefined {
  const [page, query = ''] = hash.split('?', 2);
  const filter = new URLSearchParams(query).get('filter') ?? '';
  const silence = /^#\/silences\/(?:edit\/)?([\w-]+)$/.exec(page)?.[1];
  if (silence === 'new') return at('alerts/silences', { new: filter });
  if (silence) return at('alerts/silences', { filter: silence });
  if (page === '#/silences') return at('alerts/silences', filter ? { filter } : {});
  if (page === '#/alerts') return at('alerts', filter ? { filter } : {});
  return at(PAGES.get(page));
}

/** What Explore of Grafana writes: `panes` by a name each, before that `left`; the first query of the first one. */
function ofExplore(parameters: URLSearchParams): OwnPlace | undefined {
  const written = parameters.get('panes') ?? parameters.get('left') ?? '';
  try {
    const all = JSON.parse(written);
    const pane: Pane = parameters.has('panes') ? (Object.values(all)[0] as Pane) : all;
    const { from, to } = pane.range ?? {};
    const expr = pane.queries?.find(query => typeof query.expr === 'string')?.expr ?? '';
    return at('query', {
      expr,
      ...(from !== undefined && to !== undefined ? { from: String(from), to: String(to) } : {}),
    });
  } catch {
    return at('query');
  }
}

interface Pane {
  readonly queries?: readonly { readonly expr?: string }[];
  readonly range?: { readonly from?: unknown; readonly to?: unknown };
}
