import type { PanelHost } from '@gnomon/plugin-api';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { WireFrame } from '../frames/wire.ts';
import type { Filling } from '../panels/fieldText.ts';
import { type Pointing, SharedCursor } from '../panels/host.ts';
import type { PanelLook } from '../panels/look.ts';
import { PanelView } from '../panels/PanelView.tsx';
import type { PanelType } from '../panels/registry.ts';
import { Resting, useInView, useSight } from '../panels/resting.ts';
import { Boundary } from '../shell/Boundary.tsx';
import { isPointedAt, useShortcuts } from '../shell/shortcuts.ts';
import { useHandler } from '../shell/useHandler.ts';
import { type RawRange, resolveRange } from '../time/range.ts';
import type { Pointed } from './AnnotationDialog.tsx';
import type { Mark } from './annotations.ts';
import { apart } from './layout.ts';
import { type Dashboard, hasQueries, type PanelModel } from './model.ts';
import { type GridEditing, PanelHandles } from './PanelHandles.tsx';
import { overrideText } from './panelTime.ts';
import { repeated, type ShownPanel, type ValuesOf } from './repeat.ts';
import type { DashboardRunner } from './runner.ts';
import type { SharedPanel } from './ShareDialog.tsx';
import { useAnswer } from './useRunner.ts';
import type { Values } from './variables.ts';

interface GridProps {
  readonly dashboard: Dashboard;
  readonly types: ReadonlyMap<string, PanelType> | undefined;
  readonly runner: DashboardRunner | undefined;
  /** The first answers are there (see RunState). */
  readonly begun: boolean;
  readonly range: RawRange;
  readonly onTimeRange: (from: string, to: string) => void;
  /** Fills the values of variables in, those of a copy of a repeated panel over the others. */
  readonly fillingOf: (scope?: Values) => Filling;
  /** Id of the only panel that is shown, also one of a closed row. */
  readonly viewed?: number;
  readonly onView: (id: number | undefined) => void;
  /** For which values something is repeated. */
  readonly valuesOf: ValuesOf;
  /** The annotations of a panel. */
  readonly marksOf: (panelId: number) => readonly Mark[];
  /** Opens the form for an annotation of a panel; absent for readers who may not write any. */
  readonly onAnnotate?: ((pointed: Pointed) => void) | undefined;
  readonly onFilter?: PanelHost['addFilter'];
  readonly onVariable?: PanelHost['setVariable'];
  /** The panels are those of a draft. */
  readonly edit?: boolean;
  /** Takes what a panel has changed about itself into the draft; absent: it holds as long as the dashboard is shown. */
  readonly onLook?: (id: number, look: PanelLook) => void;
  /** Address of a panel's data as a file; absent while what is shown is not saved. */
  readonly csvOf?: (panel: ShownPanel, width: number) => string;
  /** Hands a panel on. */
  readonly onShare?: (panel: SharedPanel) => void;
  /** Opens the editor of a panel; absent: the user may not. */
  readonly onEditPanel?: (id: number) => void;
  /** While the dashboard is edited: its panels can be moved. */
  readonly editing?: GridEditing | undefined;
}

/** By the dashboard's graphTooltip. */
const POINTING: Readonly<Record<number, Pointing>> = ['nothing', 'line', 'tooltip'];

const NONE: ReadonlySet<number> = new Set();

/** The panels on 24 columns, as the dashboard's gridPos says; one column on narrow screens. */
export function DashboardGrid(props: GridProps) {
  const { graphTooltip = 0 } = props.dashboard;
  const cursor = useMemo(() => new SharedCursor(POINTING[graphTooltip]), [graphTooltip]);
  const resting = useMemo(() => new Resting(), []);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const { viewed, onView, editing, valuesOf, dashboard } = props;
  const edited = editing !== undefined;
  const all = useMemo<readonly ShownPanel[]>(
    () => (edited ? (dashboard.panels ?? []) : repeated(dashboard.panels ?? [], valuesOf)),
    [dashboard, edited, valuesOf],
  );
  const panels = useMemo(
    () => (edited ? laidOut(all, NONE) : apart(laidOut(all, opened))),
    [all, edited, opened],
  );
  const rows = all.flatMap(({ id, type }) => (type === 'row' && id !== undefined ? [id] : []));
  useShortcuts({
    ...(viewed !== undefined && { Escape: () => onView(undefined) }),
    'd e': () => setOpened(new Set(rows)),
    'd c': () => setOpened(NONE),
  });
  const alone =
    viewed === undefined ? undefined : all.flatMap(p => [p, ...(p.panels ?? [])]).find(p => p.id === viewed);
  if (alone) {
    const whole = { ...alone, gridPos: { x: 0, y: 0, w: 24, h: 1 } };
    return (
      <div className="grid alone">
        <GridPanel key={viewed} {...props} panel={whole} id={viewed as number} cursor={cursor} />
      </div>
    );
  }
  return (
    <div className={editing ? 'grid editing' : 'grid'}>
      {panels.map((panel, index) => {
        const key = panel.id ?? -1 - index;
        return panel.type === 'row' ? (
          <Row
            key={key}
            panel={
              editing ? panel : { ...panel, title: props.fillingOf(panel.scope).text(panel.title ?? '') }
            }
            open={!panel.collapsed || opened.has(key)}
            onToggle={() => (editing ? editing.onToggleRow(key) : setOpened(before => flipped(before, key)))}
            editing={editing}
          />
        ) : (
          <GridPanel key={key} {...props} panel={panel} id={key} cursor={cursor} resting={resting} />
        );
      })}
    </div>
  );
}

/**
 * A panel in its place of the grid; asks for data as long as it is in view. Rendered anew when something changes that it
 * is given, not whenever the dashboard is: while that loads, it is rendered a dozen times for its variables alone.
 */
export const GridPanel = memo(function GridPanel({
  panel,
  id,
  cursor,
  resting,
  types,
  runner,
  begun,
  range,
  onTimeRange,
  fillingOf,
  viewed,
  onView,
  editing,
  csvOf,
  onShare,
  onEditPanel,
  onFrames,
  marksOf,
  onAnnotate,
  onFilter,
  onVariable,
  edit = false,
  onLook,
}: Omit<GridProps, 'valuesOf'> & {
  panel: ShownPanel;
  id: number;
  cursor: SharedCursor;
  /** Which panels stay drawn out of sight; absent: this one is drawn wherever it is. */
  resting?: Resting;
  /** Told what the panel shows. */
  onFrames?: (frames: readonly WireFrame[]) => void;
}) {
  const cell = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const visible = useInView(cell, '200px');
  const sight = useSight(cell, resting, isFirst(panel));
  const queries = hasQueries(panel);
  const loaded = types !== undefined && (queries || begun);
  const { source = id, scope } = panel;
  const answered = useAnswer(runner, id, width, visible && queries, {
    id: source,
    ...(scope && { variables: scope }),
  });
  useEffect(() => {
    if (answered) onFrames?.(answered.answer.frames);
  }, [answered, onFrames]);
  const share = useHandler((picture: () => Promise<Blob>) =>
    onShare?.({
      id,
      source,
      type: panel.type,
      title: filling.text(panel.title ?? ''),
      ...(scope && { scope }),
      picture,
    }),
  );
  const look = useHandler((changed: PanelLook) => onLook?.(id, changed));
  const annotate = useHandler((at: Omit<Pointed, 'panelId'>) => onAnnotate?.({ ...at, panelId: source }));
  const csv = useHandler(() => csvOf?.(panel, width) ?? '');
  const view = useHandler(() => onView(panel.id));
  const here = (run: (() => void) | undefined) => () => (run && isPointedAt(cell.current) ? run() : false);
  useShortcuts({
    v: here(() => onView(viewed === undefined ? id : undefined)),
    e: here(editing ? () => editing.onEdit(id) : onEditPanel && (() => onEditPanel(source))),
  });
  const filling = useMemo(() => fillingOf(scope), [fillingOf, scope]);
  const initialRange = useMemo(() => resolveRange(range), [range]);
  const asked = answered?.range ?? initialRange;
  const { from = asked.from, to = asked.to } = answered?.answer ?? {};
  const shownRange = useMemo(() => ({ ...asked, from, to }), [asked, from, to]);
  return (
    <div ref={cell} className="cell" style={place(panel)}>
      <Boundary at={`${asked.from} ${JSON.stringify(panel)}`}>
        {sight === 'ahead' ? (
          <Ahead type={panel.type} title={filling.text(panel.title ?? '')} />
        ) : (
          <PanelView
            typeId={panel.type}
            known={loaded}
            type={loaded ? types.get(panel.type) : undefined}
            title={filling.text(panel.title ?? '')}
            description={filling.text(panel.description ?? '')}
            bare={panel.transparent ?? false}
            {...(panel.options && { options: panel.options })}
            {...(panel.optionsVersion && { optionsVersion: panel.optionsVersion })}
            {...(panel.fieldConfig && { fieldConfig: panel.fieldConfig })}
            edit={edit}
            {...(onLook && { onLook: look })}
            {...(onVariable && { onVariable })}
            answer={answered?.answer}
            range={shownRange}
            timeNote={overrideText(panel)}
            expectsData={queries}
            rests={sight === 'resting'}
            cursor={cursor}
            onTimeRange={onTimeRange}
            onWidth={setWidth}
            annotations={marksOf(source)}
            {...(onAnnotate && queries && { onAnnotate: annotate })}
            {...(onFilter && { onFilter })}
            filling={filling}
            {...(panel.links && { links: panel.links })}
            {...(csvOf && queries && { csv })}
            {...(onShare && { onShare: share })}
            {...(viewed === undefined && !editing && panel.id !== undefined && { onView: view })}
          />
        )}
      </Boundary>
      {editing && <PanelHandles panel={panel} editing={editing} />}
    </div>
  );
});

/** What stands in the place of a panel until it is drawn. */
function Ahead({ type, title }: { type: string; title: string }) {
  return (
    <section className="panel" aria-label={title} data-panel-type={type} data-state="empty">
      <header>
        <h3>{title}</h3>
      </header>
    </section>
  );
}

function Row({
  panel,
  open,
  onToggle,
  editing,
}: {
  panel: PanelModel;
  open: boolean;
  onToggle: () => void;
  editing: GridEditing | undefined;
}) {
  return (
    <div className="cell row" style={place(panel)}>
      <button type="button" aria-expanded={open} onClick={onToggle}>
        {open ? '▾' : '▸'} {panel.title}
      </button>
      {editing && <PanelHandles panel={panel} editing={editing} />}
    </div>
  );
}

/** Pixels from one row of the grid to the next. */
const ROW = 38;

/** In sight when the page begins, or not far below. */
function isFirst({ gridPos }: PanelModel): boolean {
  return (gridPos?.y ?? 0) * ROW < 2 * window.innerHeight;
}

function place({ gridPos }: PanelModel): React.CSSProperties {
  const { x = 0, y = 0, w = 12, h = 8 } = gridPos ?? {};
  return {
    gridColumn: `${x + 1} / span ${w}`,
    gridRow: `${y + 1} / span ${h}`,
    '--h': h,
  } as React.CSSProperties;
}

/** Panels of opened rows are put in below their row and push down what follows. */
function laidOut(panels: readonly ShownPanel[], opened: ReadonlySet<number>): ShownPanel[] {
  const result: ShownPanel[] = [];
  let shift = 0;
  panels.forEach((panel, index) => {
    const moved = {
      ...panel,
      ...(panel.gridPos && { gridPos: { ...panel.gridPos, y: panel.gridPos.y + shift } }),
    };
    result.push(moved);
    if (panel.type !== 'row' || !panel.collapsed || !opened.has(panel.id ?? -1 - index)) return;
    const inner = panel.panels ?? [];
    const bottom = Math.max(0, ...inner.map(p => (p.gridPos?.y ?? 0) + (p.gridPos?.h ?? 0)));
    const top = (panel.gridPos?.y ?? 0) + 1;
    for (const p of inner)
      result.push(p.gridPos ? { ...p, gridPos: { ...p.gridPos, y: p.gridPos.y + shift } } : p);
    shift += Math.max(0, bottom - top);
  });
  return result;
}

function flipped(set: ReadonlySet<number>, key: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
