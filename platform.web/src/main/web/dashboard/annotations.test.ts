import { expect, test } from 'vitest';
import { annotationQueries, BUILT_IN, type Mark, marksOf, switchedOn } from './annotations.ts';

const deploys = { name: 'Deploys', enable: false, filter: { ids: [2, 3] } };
const alerts = { name: 'Alerts', filter: { ids: [2], exclude: true } };

test('every dashboard has the query of what was written down, once', () => {
  expect(annotationQueries({}).map(query => query.name)).toEqual([BUILT_IN]);
  const own = { name: 'Mine', builtIn: 1 };
  expect(annotationQueries({ annotations: { list: [own, alerts] } })).toEqual([own, alerts]);
});

test('a switch in the bar counts over what was saved', () => {
  const queries = [alerts, deploys];
  expect(switchedOn(queries, new Map())).toEqual(['Alerts']);
  expect(
    switchedOn(
      queries,
      new Map([
        ['Alerts', false],
        ['Deploys', true],
      ]),
    ),
  ).toEqual(['Deploys']);
});

test('queries choose panels, and a mark may belong to one', () => {
  const mark = (query: string, more: Partial<Mark> = {}): Mark => ({
    query,
    time: 1,
    color: 'red',
    ...more,
  });
  const marks = [mark('Deploys'), mark('Alerts'), mark(BUILT_IN), mark(BUILT_IN, { panelId: 3 })];
  const shown = (panel: number) => marksOf(marks, [alerts, deploys], panel).map(m => marks.indexOf(m));
  expect(shown(1)).toEqual([1, 2]);
  expect(shown(2)).toEqual([0, 2]);
  expect(shown(3)).toEqual([0, 1, 2, 3]);
});
