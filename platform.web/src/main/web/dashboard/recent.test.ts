import { expect, test } from 'vitest';
import type { DashboardEntry } from '../api/types.ts';
import { recent } from './recent.ts';

test('recent dashboards come in the order of the visits, without those that are gone', () => {
  const list = ['a', 'b', 'c'].map(uid => ({ uid, title: uid })) as unknown as DashboardEntry[];
  expect(recent(list, ['c', 'gone', 'a']).map(({ uid }) => uid)).toEqual(['c', 'a']);
});
