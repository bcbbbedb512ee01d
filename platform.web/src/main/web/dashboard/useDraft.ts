import { useEffect, useMemo, useState } from 'react';
import type { LibraryPanel } from '../api/types.ts';
import type { PanelLook } from '../panels/look.ts';
import {
  added,
  addedFromLibrary,
  asked,
  deleted,
  duplicated,
  toggledRow,
  withIds,
  withLook,
  withPanel,
} from './edit.ts';
import { moved } from './layout.ts';
import type { Dashboard, PanelModel } from './model.ts';
import type { GridEditing } from './PanelHandles.tsx';

export interface Draft {
  readonly dashboard: Dashboard;
  readonly changed: boolean;
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
  /** What the server runs the panels of; the same object as long as no query changes. */
  readonly target: object;
}

/** A dashboard while it is edited; undefined when it is not. The page asks before it is left with changes. */
export function useDraft(): {
  draft: Draft | undefined;
  begin: (saved: Dashboard, edited?: number) => void;
  end: () => void;
} {
  const [dashboard, setDashboard] = useState<Dashboard>();
  const [saved, setSaved] = useState<Dashboard>();
  const [edited, setEdited] = useState<number>();
  const changed = dashboard !== saved;
  useEffect(() => {
    if (!changed) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changed]);
  const question = dashboard && asked(dashboard);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names and places change no answer
  const target = useMemo(() => ({ inline: dashboard }), [question]);

  const begin = (from: Dashboard, panel?: number) => {
    const numbered = withIds(from);
    setDashboard(numbered);
    setSaved(numbered);
    setEdited(panel);
  };
  const end = () => {
    setDashboard(undefined);
    setSaved(undefined);
    setEdited(undefined);
  };
  if (!dashboard) return { draft: undefined, begin, end };
  const panels = dashboard.panels ?? [];
  const withPanels = (next: readonly PanelModel[]) => setDashboard({ ...dashboard, panels: next });
  const grid: GridEditing = {
    panels,
    onPlace: (id, place, start = panels) => withPanels(moved(start, id, place)),
    onRestore: withPanels,
    onEdit: setEdited,
    onDuplicate: id => setDashboard(duplicated(dashboard, id)),
    onDelete: id => setDashboard(deleted(dashboard, id)),
    onToggleRow: id => setDashboard(toggledRow(dashboard, id)),
  };
  const draft: Draft = {
    dashboard,
    changed,
    edited: panels.find(panel => panel.id === edited),
    grid,
    set: setDashboard,
    add: (type, title) => {
      const [next, id] = added(dashboard, type, title);
      setDashboard(next);
      if (type !== 'row') setEdited(id);
    },
    addFromLibrary: panel => setDashboard(addedFromLibrary(dashboard, panel)),
    edit: setEdited,
    change: panel => setDashboard(withPanel(dashboard, panel)),
    look: (id, look) => setDashboard(withLook(dashboard, id, look)),
    target,
  };
  return { draft, begin, end };
}
