/** Left end and width of a cell that takes its share of the room and stands in its middle. */
export function cell(from: number, to: number, share: number): [number, number] {
  const room = to - from;
  const width = Math.max(Math.min(room, 1), room * share);
  return [from + (room - width) / 2, width];
}
