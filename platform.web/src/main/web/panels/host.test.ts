// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { type Pointing, SharedCursor } from './host.ts';

function told(shows: Pointing) {
  const cursor = new SharedCursor(shows);
  const pointed = {};
  const other = {};
  let calls = 0;
  cursor.listen(() => {
    calls++;
  });
  cursor.set(5, pointed);
  return { calls, pointed: cursor.timeOf(pointed), other: cursor.timeOf(other) };
}

test('the pointer of one panel is told to the others only where the dashboard says so', () => {
  expect(told('nothing')).toEqual({ calls: 0, pointed: 5, other: null });
  expect(told('line')).toEqual({ calls: 1, pointed: 5, other: 5 });
  expect(told('tooltip')).toEqual({ calls: 1, pointed: 5, other: 5 });
});
