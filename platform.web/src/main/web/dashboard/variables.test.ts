import { expect, test } from 'vitest';
import type { Variable } from './model.ts';
import {
  chosenValues,
  filled,
  isUnfilled,
  labelValues,
  savedChoices,
  titled,
  type Values,
  withFirstChoices,
  withValue,
} from './variables.ts';

const host: Variable = { name: 'host', type: 'query', multi: true };

test('the address wins over what was saved', () => {
  const dashboard = { templating: { list: [host, { name: 'job' }] } };
  const parameters = new URLSearchParams('var-host=a&var-host=b&from=now-1h');
  expect(chosenValues(dashboard, { host: ['x'], job: 'node' }, parameters)).toEqual({
    host: ['a', 'b'],
    job: 'node',
  });
  expect(withValue(parameters, 'host', ['c']).toString()).toBe('from=now-1h&var-host=c');
});

test('the first choice is taken where nothing valid was chosen, one variable after the other', () => {
  const list: Variable[] = [
    { name: 'job', type: 'query' },
    { name: 'node', type: 'query', multi: true },
    { name: 'every', type: 'query', multi: true, includeAll: true },
    { name: 'step', type: 'interval' },
    { name: 'text', type: 'textbox' },
  ];
  const offered: Record<string, string[]> = { job: ['a', 'b'], node: ['n1', 'n2'], every: ['$__all', 'x'] };
  const choices = (variable: Variable, values: Values) => {
    if (variable.name === 'node' && values.job !== 'a') return undefined;
    return (offered[variable.name] ?? ['1m']).map(value => ({ text: value, value }));
  };
  const filledIn = (chosen: Values, given: string[] = []) =>
    withFirstChoices(list, chosen, name => given.includes(name), choices);
  expect(filledIn({ job: '', text: '' })).toEqual({
    job: 'a',
    node: ['n1'],
    every: ['$__all'],
    step: '1m',
    text: '',
  });
  expect(filledIn({ job: 'gone', node: ['n2', 'gone'], step: '7m' })).toMatchObject({
    job: 'a',
    node: ['n2'],
    step: '7m',
  });
  expect(filledIn({ job: 'elsewhere' }, ['job'])).toMatchObject({ job: 'elsewhere' });
  expect(filledIn({ job: 'elsewhere' }, ['job']).node).toBeUndefined();
  expect(isUnfilled('up{job="$job"}')).toBe(true);
  expect(isUnfilled('up{job=~"x$"}')).toBe(false);
});

test('custom variables name their values, keep escaped commas and offer all', () => {
  const custom: Variable = { name: 'c', type: 'custom', query: 'One : 1, two\\, three', includeAll: true };
  expect(savedChoices(custom)).toEqual([
    { text: 'All', value: '$__all' },
    { text: 'One', value: '1' },
    { text: 'two, three', value: 'two, three' },
  ]);
  expect(savedChoices({ name: 'i', type: 'interval', query: '1m,5m' }).map(c => c.value)).toEqual([
    '1m',
    '5m',
  ]);
});

test('label_values is read in its forms, with the values of other variables', () => {
  const query = (text: string): Variable => ({ name: 'q', type: 'query', query: { query: text } });
  expect(labelValues(query('label_values(job)'), {})).toEqual({ label: 'job' });
  expect(labelValues(query('label_values(up{job=~"$job",a="b"}, instance)'), { job: ['x', 'y'] })).toEqual({
    label: 'instance',
    selector: 'up{job=~"(x|y)",a="b"}',
  });
  expect(labelValues(query('query_result(up)'), {})).toBeUndefined();
});

test('texts and titles', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of variables
  expect(filled('$a ${b:regex} $c', { a: '1', b: ['$__all'] })).toBe('1 .* $c');
  expect(titled('CPU of $host', { host: ['a', 'b'] })).toBe('CPU of a + b');
});
