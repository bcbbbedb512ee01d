/** How tiles lie in a panel, and how many of them have room. */
export interface Arrangement {
  readonly columns: number;
  readonly rows: number;
  /** Tiles that are drawn; the others are only counted. */
  readonly shown: number;
}

/** Pixels between two tiles. */
export const GAP = 4;
/** Pixels of the line that counts the tiles without room. */
export const MORE_HEIGHT = 18;
/** Pixels below which a tile cannot be read. */
const LEAST_WIDTH = 56;

/**
 * Columns and rows that give the tiles the shape nearest to two to one. Where there are more than can be read, as many as
 * fit above a line that says how many more there are.
 *
 * @param least height in pixels below which a tile cannot be read
 */
export function arrange(
  count: number,
  width: number,
  height: number,
  orientation: string,
  least: number,
): Arrangement {
  const columnsAtMost = orientation === 'horizontal' ? 1 : fitting(width, LEAST_WIDTH);
  const rowsAtMost = (room: number) => (orientation === 'vertical' ? 1 : fitting(room, least));
  if (count > columnsAtMost * rowsAtMost(height)) {
    const rows = rowsAtMost(height - MORE_HEIGHT);
    return { columns: columnsAtMost, rows, shown: Math.min(count, columnsAtMost * rows) };
  }
  if (orientation === 'horizontal') return { columns: 1, rows: count, shown: count };
  if (orientation === 'vertical') return { columns: count, rows: 1, shown: count };
  let best = { columns: 1, rows: count };
  let distance = Infinity;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const readable = columns <= columnsAtMost && rows <= rowsAtMost(height);
    const off = Math.abs(Math.log(width / columns / (height / rows) / 2)) + (readable ? 0 : 1000);
    if (off < distance) {
      distance = off;
      best = { columns, rows };
    }
  }
  return { ...best, shown: count };
}

/** How many tiles of a least length there are beside each other, at least one. */
function fitting(room: number, least: number): number {
  return Math.max(1, Math.floor((room + GAP) / (least + GAP)));
}
