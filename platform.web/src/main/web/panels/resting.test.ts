import { expect, test } from 'vitest';
import { Resting } from './resting.ts';

test('of the panels out of sight those that have been so longest are put away', () => {
  const resting = new Resting(2);
  const away: string[] = [];
  const putAway = Object.fromEntries(['a', 'b', 'c', 'd'].map(name => [name, () => void away.push(name)]));
  resting.left(putAway.a);
  resting.left(putAway.b);
  expect(away).toEqual([]);
  resting.came(putAway.a);
  resting.left(putAway.c);
  expect(away).toEqual([]);
  resting.left(putAway.a);
  resting.left(putAway.d);
  expect(away).toEqual(['b', 'c']);
});
