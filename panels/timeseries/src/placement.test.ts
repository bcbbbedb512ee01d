import { LegendPlace, type Placement } from '@gnomon/panel-kit/placement.ts';
import { expect, test } from 'vitest';

/** Where a legend of 200 pixels is drawn one after the other when it has two fifths of the panel. */
function drawn(place: LegendPlace, width: number, wanted: Placement): Placement[] {
  const keys = { firstElementChild: { scrollWidth: 200, clientWidth: width * 0.4 } as HTMLElement };
  const all: Placement[] = [];
  const last = place.drawn(width, wanted, keys, placement => all.push(placement));
  expect(all.at(-1)).toBe(last);
  return all;
}

test('a legend that would be cut at the right stands below, and is not tried again at that width', () => {
  const place = new LegendPlace();
  expect(drawn(place, 600, 'right')).toEqual(['right']);
  expect(drawn(place, 340, 'right')).toEqual(['right', 'bottom']);
  expect(drawn(place, 340, 'right')).toEqual(['bottom']);
  expect(drawn(place, 600, 'right')).toEqual(['right']);
  expect(drawn(place, 340, 'bottom')).toEqual(['bottom']);
});
