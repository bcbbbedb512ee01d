import { useMemo, useState } from 'react';
import type { LibraryPanel } from '../api/types.ts';
import type { PanelLook } from '../panels/look.ts';
import {
  added,
  addedFromLibrary,
  allPanels,
  asked,
  deleted,
  duplicated,
  toggledRow,
  withIds,
  withLook,
  withPanel,
} from './edit.ts';
import { moved } from './layout.ts';
import type { Dashboard, DashboardDocument, PanelModel } from './model.ts';
import type { GridEditing } from './PanelHandles.tsx';
import { firstStep, redone, type Steps, stepped, undone } from './steps.ts';

export interface Draft {
  readonly dashboard: Dashboard;
  readonly changed: boolean;
  /** The version that the changes are made to. */
  readonly version: number;
  /** The panel in the editor. */
  readonly edited: PanelModel | undefined;
  readonly grid: GridEditing;
  readonly set: (dashboard: Dashboard) => void;
  readonly add: (type: string, title: string) => void;
  readonly addFromLibrary: (panel: LibraryPanel) => void;
  readonly edit: (id: number | undefined) => void;
  readonly change: (panel: PanelModel) => void;
  /** A panel has changed something about itself. */
  readonly look: (id: number, look: PanelLook) => void;
  /** Takes the newest step back; absent before the first. */
  readonly undo?: () => void;
  /** Makes the step again that was taken back last. */
  readonly redo?: () => void;
  /** What the server runs the panels of; the same object as long as no query changes. */
  readonly target: object;
}

/** A dashboard while it is edited; undefined when it is not. */
export function useDraft(): {
  draft: Draft | undefined;
  begin: (saved: DashboardDocument, edited?: number) => void;
  end: () => void;
} {
  const [steps, setSteps] = useState<Steps<Dashboard>>();
  /** What is saved may be changed by others meanwhile: the draft holds on to what it began with. */
  const [base, setBase] = useState<{ readonly dashboard: Dashboard; readonly version: number }>();
  const [edited, setEdited] = useState<number>();
  const dashboard = steps?.now;
  const question = dashboard && asked(dashboard);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names and places change no answer
  const target = useMemo(() => ({ inline: dashboard }), [question]);

  const begin = (from: DashboardDocument, panel?: number) => {
    const numbered = withIds(from.dashboard);
    setSteps(firstStep(numbered));
    setBase({ dashboard: numbered, version: from.meta.version ?? 0 });
    setEdited(panel);
  };
  const end = () => {
    setSteps(undefined);
    setBase(undefined);
    setEdited(undefined);
  };
  if (!steps || !dashboard || !base) return { draft: undefined, begin, end };
  const panels = dashboard.panels ?? [];
  const setDashboard = (next: Dashboard, part?: unknown) => setSteps(stepped(steps, next, part));
  const withPanels = (next: readonly PanelModel[], drag?: readonly PanelModel[]) =>
    setDashboard({ ...dashboard, panels: next }, drag);
  const grid: GridEditing = {
    panels,
    onPlace: (id, place, start) => withPanels(moved(start ?? panels, id, place), start),
    onRestore: start => withPanels(start, start),
    onEdit: setEdited,
    onDuplicate: id => setDashboard(duplicated(dashboard, id)),
    onDelete: id => setDashboard(deleted(dashboard, id)),
    onToggleRow: id => setDashboard(toggledRow(dashboard, id)),
  };
  const draft: Draft = {
    dashboard,
    changed: dashboard !== base.dashboard,
    version: base.version,
    edited: allPanels(dashboard).find(panel => panel.id === edited),
    grid,
    set: next => setDashboard(next),
    add: (type, title) => {
      const [next, id] = added(dashboard, type, title);
      setDashboard(next);
      if (type !== 'row') setEdited(id);
    },
    addFromLibrary: panel => setDashboard(addedFromLibrary(dashboard, panel)),
    edit: setEdited,
    look: (id, look) => setDashboard(withLook(dashboard, id, look), `panel ${id}`),
    change: panel => setDashboard(withPanel(dashboard, panel), `panel ${panel.id}`),
    ...(steps.past.length > 0 && { undo: () => setSteps(undone(steps)) }),
    ...(steps.future.length > 0 && { redo: () => setSteps(redone(steps)) }),
    target,
  };
  return { draft, begin, end };
}
