// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { sourceChoices } from './useChoices.ts';

const source = (uid: string, type: string) => ({
  uid,
  name: `The ${uid}`,
  type,
  default: false,
  builtIn: false,
});
const SOURCES = [source('own', 'prometheus-builtin'), source('far', 'prometheus'), source('db', 'sql')];

test('a variable of data sources offers those of its type, the own store among those with PromQL', () => {
  const offered = (query: string, regex = '') =>
    sourceChoices({ name: 'ds', type: 'datasource', query, regex }, SOURCES).map(choice => choice.value);
  expect(offered('prometheus')).toEqual(['own', 'far']);
  expect(offered('sql')).toEqual(['db']);
  expect(offered('prometheus', '/far/')).toEqual(['far']);
});
