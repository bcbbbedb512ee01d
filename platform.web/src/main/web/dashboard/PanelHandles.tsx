import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { IconButton } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import { COLUMNS, clamped, placeOf, ROW_PIXELS } from './layout.ts';
import type { GridPos, PanelModel } from './model.ts';

/** What can be done with a panel while the dashboard is edited. */
export interface GridEditing {
  /** Another place of a panel; `start` is given while it is dragged: how everything lay when that began. */
  readonly onPlace: (id: number, place: GridPos, start?: readonly PanelModel[]) => void;
  /** Everything as it lay before. */
  readonly onRestore: (panels: readonly PanelModel[]) => void;
  readonly onEdit: (id: number) => void;
  readonly onDuplicate: (id: number) => void;
  readonly onDelete: (id: number) => void;
  readonly onToggleRow: (id: number) => void;
  readonly panels: readonly PanelModel[];
}

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Handles to move and resize a panel by pointer or arrow keys (with Shift: its size), and its buttons. */
export function PanelHandles({ panel, editing }: { panel: PanelModel; editing: GridEditing }) {
  const id = panel.id as number;
  const place = placeOf(panel);
  const moving = useDrag(panel, editing, (start, columns, rows) => ({
    ...start,
    x: start.x + columns,
    y: start.y + rows,
  }));
  const resizing = useDrag(panel, editing, (start, columns, rows) => ({
    ...start,
    w: Math.min(COLUMNS - start.x, start.w + columns),
    h: start.h + rows,
  }));
  const isRow = panel.type === 'row';
  const keys = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const [x, y] = arrow;
    const next =
      event.shiftKey && !isRow
        ? { ...place, w: Math.min(COLUMNS - place.x, place.w + x), h: place.h + y }
        : { ...place, x: place.x + x, y: place.y + y * (y > 0 ? place.h : 1) };
    editing.onPlace(id, clamped(next));
  };
  const title = panel.title || panel.type;
  return (
    <>
      <div className="handles">
        <button
          type="button"
          className="move"
          aria-label={t('edit.move', { title })}
          title={t('edit.moveHint')}
          onKeyDown={keys}
          {...moving}
        >
          <Icon name="move" size={16} />
        </button>
        <IconButton icon="edit" label={t('edit.panel', { title })} onClick={() => editing.onEdit(id)} />
        {!isRow && (
          <IconButton
            icon="copy"
            label={t('edit.duplicate', { title })}
            onClick={() => editing.onDuplicate(id)}
          />
        )}
        <IconButton icon="remove" label={t('edit.delete', { title })} onClick={() => editing.onDelete(id)} />
      </div>
      {!isRow && <div className="resize" aria-hidden="true" {...resizing} />}
    </>
  );
}

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly column: number;
  readonly place: GridPos;
  readonly panels: readonly PanelModel[];
}

/** Follows the pointer in whole columns and rows; a drag that is cancelled puts everything back. */
function useDrag(
  panel: PanelModel,
  editing: GridEditing,
  placed: (start: GridPos, columns: number, rows: number) => GridPos,
) {
  const drag = useRef<Drag>(null);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const grid = event.currentTarget.closest('.grid');
      if (event.button !== 0 || !grid) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const column = grid.getBoundingClientRect().width / COLUMNS;
      drag.current = {
        x: event.clientX,
        y: event.clientY,
        column,
        place: placeOf(panel),
        panels: editing.panels,
      };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const start = drag.current;
      if (!start) return;
      const columns = Math.round((event.clientX - start.x) / start.column);
      const rows = Math.round((event.clientY - start.y) / ROW_PIXELS);
      editing.onPlace(panel.id as number, clamped(placed(start.place, columns, rows)), start.panels);
    },
    onPointerUp: () => {
      drag.current = null;
    },
    onPointerCancel: () => {
      if (drag.current) editing.onRestore(drag.current.panels);
      drag.current = null;
    },
  };
}
