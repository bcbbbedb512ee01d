import { useEffect, useMemo, useState } from 'react';
import { type AnnotationAnswer, annotationQueries, type Mark, marksOf, switchedOn } from './annotations.ts';
import type { AnnotationQuery, Dashboard } from './model.ts';
import type { DashboardRunner } from './runner.ts';

const NOTHING: AnnotationAnswer = { annotations: [], errors: [] };
const NO_SWITCHES: ReadonlyMap<string, boolean> = new Map();

export interface Marking {
  readonly queries: readonly AnnotationQuery[];
  readonly isOn: (name: string) => boolean;
  readonly onSwitch: (name: string, on: boolean) => void;
  /** What went wrong, by the name of the query. */
  readonly errors: AnnotationAnswer['errors'];
  readonly marksOf: (panelId: number) => readonly Mark[];
}

/** The annotations of a dashboard, asked for with its panels, and the switches of their queries. */
export function useMarks(dashboard: Dashboard, runner: DashboardRunner | undefined): Marking {
  const [switches, setSwitches] = useState(NO_SWITCHES);
  const [answer, setAnswer] = useState(NOTHING);
  const queries = useMemo(() => annotationQueries(dashboard), [dashboard]);
  const text = JSON.stringify(switchedOn(queries, switches));
  useEffect(() => runner?.setAnnotations(JSON.parse(text) as string[], setAnswer), [runner, text]);
  const ofPanel = useMemo(() => {
    // The same list for a panel at every render, so that it is not drawn anew.
    const known = new Map<number, readonly Mark[]>();
    const on = new Set(JSON.parse(text) as string[]);
    const shown = answer.annotations.filter(mark => on.has(mark.query));
    return (panelId: number) => {
      const marks = known.get(panelId) ?? marksOf(shown, queries, panelId);
      known.set(panelId, marks);
      return marks;
    };
  }, [answer, queries, text]);
  return {
    queries,
    errors: answer.errors,
    isOn: name => (JSON.parse(text) as string[]).includes(name),
    onSwitch: (name, on) => setSwitches(before => new Map(before).set(name, on)),
    marksOf: ofPanel,
  };
}
