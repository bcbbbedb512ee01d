import { expect, test } from 'vitest';
import {
  inhibitionProblems,
  matcherProblems,
  matchersOf,
  matcherTexts,
  nodeOf,
  routeProblems,
  saidEntry,
} from './routing.ts';
import type { Matcher, RouteNode } from './types.ts';

const route = (index: number, routes: RouteNode[] = []): RouteNode => ({
  index,
  receiver: `r${index}`,
  matchers: [],
  continue: false,
  groupBy: [],
  groupWait: 0,
  groupInterval: 0,
  repeatInterval: 0,
  muteTimeIntervals: [],
  activeTimeIntervals: [],
  routes,
});

const matcher = (name: string, value: string): Matcher => ({ name, value, isEqual: true, isRegex: false });

test('a route is found with the one above it, from which it takes over', () => {
  const tree = route(0, [route(1, [route(2)]), route(3)]);
  expect(nodeOf(tree, 0)).toEqual({ node: tree });
  expect(nodeOf(tree, 2)?.node.receiver).toBe('r2');
  expect(nodeOf(tree, 2)?.parent?.receiver).toBe('r1');
  expect(nodeOf(tree, 3)?.parent).toBe(tree);
  expect(nodeOf(tree, 4)).toBeUndefined();
});

test('matchers of settings are read and written as the server writes them', () => {
  const texts = ['team="db"', 'severity=~"page|warn"', 'note!="a \\"b\\""', '"host.name"="x"'];
  expect(matcherTexts(matchersOf({ matchers: texts }, 'matchers'))).toEqual(texts);
  expect(matchersOf({}, 'matchers')).toEqual([]);
  expect(matcherTexts([matcher('', ''), matcher('a', '')])).toEqual(['a=""']);
});

test('what is empty is not said, unless it was said before', () => {
  expect(
    saidEntry(
      { receiver: '', continue: false, group_by: [], group_wait: undefined, repeat_interval: '1h' },
      {},
    ),
  ).toEqual({ repeat_interval: '1h' });
  expect(saidEntry({ continue: false, group_by: [] }, { continue: false, group_by: [] })).toEqual({
    continue: false,
    group_by: [],
  });
  expect(saidEntry({ continue: false, group_by: [] }, { continue: true, group_by: ['job'] })).toEqual({});
});

test.each([
  [{ group_by: ['...', 'job'] }, '/group_by'],
  [{ group_interval: '0s' }, '/group_interval'],
  [{ repeat_interval: '0h0m' }, '/repeat_interval'],
])('%j is refused at its field', (settings, path) => {
  expect(routeProblems(settings).map(problem => problem.path)).toEqual([path]);
});

test('a route may wait for nothing and take over everything', () => {
  expect(routeProblems({ group_wait: '0s', group_by: ['...'], group_interval: '10s' })).toEqual([]);
});

test('each side of an inhibition rule needs matchers, and each matcher a label', () => {
  expect(inhibitionProblems({ source_matchers: ['a="b"'] }).map(({ path }) => path)).toEqual([
    '/target_matchers',
  ]);
  expect(matcherProblems('matchers', [matcher('', 'x')]).map(({ path }) => path)).toEqual(['/matchers']);
  expect(matcherProblems('matchers', [matcher('', ''), matcher('a', 'x')])).toEqual([]);
});
