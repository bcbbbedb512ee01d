import { marksRows, placed } from '@gnomon/panel-kit/marks.ts';
import { expect, test } from 'vitest';

const x = (time: number) => time / 10;

test('annotations are placed from left to right and cut at the ends of the plot', () => {
  const moment = { time: 500, color: 'red' };
  const region = { time: -100, timeEnd: 200, color: 'red' };
  const outside = { time: 2000, timeEnd: 3000, color: 'red' };
  const open = { time: 900, timeEnd: 5000, color: 'red' };
  expect(placed([moment, outside, open, region], x, 100)).toEqual([
    { annotation: region, left: 0, width: 20 },
    { annotation: moment, left: 50, width: 0 },
    { annotation: open, left: 90, width: 10 },
  ]);
});

test('the tooltip has title, text, tags and the end of a region in the zone', () => {
  const rows = marksRows(
    {
      time: 0,
      timeEnd: Date.UTC(2026, 0, 1, 12),
      title: 'Deploy',
      text: 'two\nlines',
      tags: ['a', 'b'],
      color: 'red',
    },
    'Asia/Seoul',
  );
  expect(rows.map(row => row.label)).toEqual(['Deploy', 'two', 'lines', 'a, b']);
  expect(rows[0].value.text).toBe('– 2026-01-01 21:00:00');
  expect(rows.map(row => row.color)).toEqual(['red', 'transparent', 'transparent', 'transparent']);
  expect(marksRows({ time: 0, color: 'red' }, 'UTC')).toHaveLength(1);
});
