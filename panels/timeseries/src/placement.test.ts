import { LegendPlace, type Placement } from '@gnomon/panel-kit/placement.ts';
import { expect, test } from 'vitest';

/** Where a legend that needs so many pixels is drawn one after the other, when it usually has two fifths of the panel. */
function drawn(place: LegendPlace, width: number, needed: number, wanted: Placement = 'right') {
  const usual = width * 0.4;
  const style = { width: '' };
  const keys = {
    firstElementChild: { scrollWidth: Math.max(usual, needed), clientWidth: usual } as HTMLElement,
    offsetWidth: usual + 8,
    style,
  };
  const all: Placement[] = [];
  const last = place.drawn(width, wanted, keys, placement => all.push(placement));
  expect(all.at(-1)).toBe(last);
  return { all, width: style.width };
}

test('a legend at the right gets the room that its columns need', () => {
  const place = new LegendPlace();
  expect(drawn(place, 600, 200)).toEqual({ all: ['right'], width: '' });
  expect(drawn(place, 400, 200)).toEqual({ all: ['right'], width: '240px' });
  expect(drawn(place, 1000, 500)).toEqual({ all: ['right'], width: '584px' });
});

test('its width does not follow every figure', () => {
  const place = new LegendPlace();
  const widths = [489, 495, 500].map(needed => drawn(place, 1000, needed).width);
  expect(new Set(widths).size).toBe(1);
});

test('one that would have most of the panel stands below, and is not tried again at that width', () => {
  const place = new LegendPlace();
  expect(drawn(place, 300, 200).all).toEqual(['right', 'bottom']);
  expect(drawn(place, 300, 200).all).toEqual(['bottom']);
  expect(drawn(place, 600, 200).all).toEqual(['right']);
  expect(drawn(place, 300, 200, 'bottom').all).toEqual(['bottom']);
});
