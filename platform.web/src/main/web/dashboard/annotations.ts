import type { Annotation } from '@gnomon/plugin-api';
import type { AnnotationQuery, Dashboard } from './model.ts';

/** An annotation as the server sends it: with the query that found it. */
export interface Mark extends Annotation {
  readonly query: string;
  /** The only panel that shows it; absent: all do. */
  readonly panelId?: number;
}
export interface AnnotationAnswer {
  readonly annotations: readonly Mark[];
  readonly errors: readonly { readonly refId: string; readonly message: string }[];
}

/** The query of what people wrote down, which every dashboard has. */
export const BUILT_IN = 'Annotations & Alerts';

/** The annotation queries of a dashboard, with the one that every dashboard has. */
export function annotationQueries(dashboard: Dashboard): readonly AnnotationQuery[] {
  const list = dashboard.annotations?.list ?? [];
  if (list.some(query => query.builtIn === 1)) return list;
  return [{ name: BUILT_IN, builtIn: 1, enable: true, hide: true }, ...list];
}

/** Those that are switched on. */
export function switchedOn(
  queries: readonly AnnotationQuery[],
  switches: ReadonlyMap<string, boolean>,
): readonly string[] {
  return queries.filter(query => switches.get(query.name) ?? query.enable ?? true).map(query => query.name);
}

/** The marks that a panel shows: a query may leave panels out, and a mark may belong to one alone. */
export function marksOf(
  marks: readonly Mark[],
  queries: readonly AnnotationQuery[],
  panelId: number,
): readonly Mark[] {
  const shows = new Map(queries.map(query => [query.name, isShownIn(query, panelId)]));
  return marks.filter(
    mark => shows.get(mark.query) !== false && (mark.panelId === undefined || mark.panelId === panelId),
  );
}

function isShownIn({ filter }: AnnotationQuery, panelId: number): boolean {
  if (!filter?.ids || filter.ids.length === 0) return true;
  return filter.ids.includes(panelId) !== (filter.exclude ?? false);
}
