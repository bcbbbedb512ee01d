/** Columns and rows that give the tiles the shape nearest to two to one. */
export function arrange(
  count: number,
  width: number,
  height: number,
  orientation: string,
): { columns: number; rows: number } {
  if (orientation === 'horizontal') return { columns: 1, rows: count };
  if (orientation === 'vertical') return { columns: count, rows: 1 };
  let best = { columns: 1, rows: count };
  let distance = Infinity;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const off = Math.abs(Math.log(width / columns / (height / rows) / 2));
    if (off < distance) {
      distance = off;
      best = { columns, rows };
    }
  }
  return best;
}
