import { expect, test } from 'vitest';
import { savedVariables, type Variable } from './model.ts';
import {
  chosenValues,
  expanded,
  filtersOf,
  namesIn,
  savedChoices,
  switchValues,
  type Values,
  withFirstChoices,
  withValue,
  wordsOf,
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

test('a variable that offers nothing is empty, and what depends on it is asked for', () => {
  const list: Variable[] = [
    { name: 'cluster', type: 'query' },
    { name: 'job', type: 'query', multi: true },
    { name: 'late', type: 'query' },
  ];
  const choices = ({ name }: Variable, values: Values) => {
    if (name === 'late') return undefined;
    return name === 'job' && values.cluster === '' ? [{ text: 'a', value: 'a' }] : [];
  };
  const none = () => false;
  expect(withFirstChoices(list, { cluster: 'gone' }, none, choices)).toEqual({ cluster: '', job: ['a'] });
});

test("an automatic interval of an older dashboard is today's", () => {
  const dashboard = { templating: { list: [{ name: 'i', type: 'interval', auto: true }] } };
  const chosen = (saved: Values, search = '') => chosenValues(dashboard, saved, new URLSearchParams(search));
  expect(chosen({ i: '$__auto_interval_i' })).toEqual({ i: '$__auto' });
  expect(chosen({ i: '1m' }, 'var-i=$__auto_interval_i')).toEqual({ i: '$__auto' });
  expect(chosen({ i: '$__auto' }, 'var-i=5m')).toEqual({ i: '5m' });
});

test('a text field begins with its default', () => {
  const list = [
    { name: 'a', type: 'textbox', query: 'x' },
    { name: 'b', type: 'textbox', query: 'x', current: { value: '' } },
    { name: 'c', type: 'custom', query: 'x' },
  ];
  expect(savedVariables({ templating: { list } })).toEqual({ a: 'x', b: '' });
});

test('names of variables are found in every form', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of variables
  expect(namesIn([{ query: 'up{a="$a",b=~"${b:regex}x$",c="[[c]]$a"}' }, '${ds}', undefined])).toEqual([
    'a',
    'b',
    'c',
    'ds',
  ]);
});

test('all is every choice, unless the variable says what it means', () => {
  const list: Variable[] = [
    { name: 'a', type: 'query', includeAll: true },
    { name: 'b', type: 'query', includeAll: true, allValue: '.+' },
    { name: 'c', type: 'query' },
  ];
  const choices = () => ['$__all', 'x', 'y'].map(value => ({ text: value, value }));
  const values = { a: ['$__all'], b: '$__all', c: 'x' };
  expect(expanded(list, values, choices)).toEqual({ a: ['x', 'y'], b: '$__all', c: 'x' });
  expect(expanded(list, values, () => undefined)).toEqual(values);
});

test('filters come from the address as a list, intervals may be automatic', () => {
  const filters: Variable = { name: 'f', type: 'adhoc' };
  const dashboard = { templating: { list: [filters] } };
  const parameters = new URLSearchParams([['var-f', 'job|=|a']]);
  expect(chosenValues(dashboard, { f: [] }, parameters)).toEqual({ f: ['job|=|a'] });
  expect(savedChoices({ name: 'i', type: 'interval', auto: true, query: '1m' })).toEqual([
    { text: 'auto', value: '$__auto' },
    { text: '1m', value: '1m' },
  ]);
});

test('a switch is one of two values, off when nothing is said', () => {
  const options = [{ value: 'up' }, { value: 'down' }];
  expect(switchValues({ name: 's', type: 'switch', options })).toEqual({ on: 'up', off: 'down' });
  const list: Variable[] = [
    { name: 's', type: 'switch', options },
    { name: 'd', type: 'switch' },
    { name: 'c', type: 'switch', options },
  ];
  expect(
    withFirstChoices(
      list,
      { c: 'up' },
      () => false,
      () => [],
    ),
  ).toEqual({ s: 'down', d: 'false', c: 'up' });
});

test('labels to group by come from the address as a list, and may be none', () => {
  const dashboard = { templating: { list: [{ name: 'g', type: 'groupby' }] } };
  const chosen = (search: string) => chosenValues(dashboard, { g: ['job'] }, new URLSearchParams(search));
  expect(chosen('')).toEqual({ g: ['job'] });
  expect(chosen('var-g=env')).toEqual({ g: ['env'] });
  expect(chosen('var-g=')).toEqual({ g: [''] });
});

test('filters of all variables of that kind', () => {
  const list: Variable[] = [{ name: 'f', type: 'adhoc' }, { name: 'x' }, { name: 'g', type: 'adhoc' }];
  expect(filtersOf(list, { f: ['a|=|b'], g: [''], x: 'y' })).toEqual(['a|=|b']);
});

test('values that are no texts are read as such, or not at all', () => {
  const saved = (value: unknown) =>
    savedVariables({ templating: { list: [{ name: 'v', current: { value: value as string } }] } });
  expect(saved(5)).toEqual({ v: '5' });
  expect(saved(true)).toEqual({ v: 'true' });
  expect(saved(['a', 1, null, {}])).toEqual({ v: ['a', '1'] });
  expect(saved({ a: 1 })).toEqual({});
  expect(saved(null)).toEqual({});
});

test('a saved filter without a label is none', () => {
  const filters = [
    { key: '', operator: '=', value: '' },
    { key: 'job', operator: '=', value: 'a' },
  ];
  expect(savedVariables({ templating: { list: [{ name: 'f', type: 'adhoc', filters }] } })).toEqual({
    f: ['job|=|a'],
  });
});

test('values have names where their choices have', () => {
  const list: Variable[] = [
    { name: 'env', type: 'custom', query: 'Prod : p1,Stage : s1' },
    { name: 'all', type: 'custom', query: 'One : 1,Two : 2,3' },
    { name: 'plain', type: 'custom', query: 'a,b' },
    { name: 'text', type: 'textbox' },
  ];
  const values = { env: 's1', all: ['$__all'], plain: 'a', text: 'x' };
  expect(wordsOf(list, values, savedChoices)).toEqual({
    env: { s1: 'Stage' },
    all: { '1': 'One', '2': 'Two' },
  });
});
