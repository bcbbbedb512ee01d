import { expect, test } from 'vitest';
import type { Variable } from './model.ts';
import { chosenValues, filled, labelValues, savedChoices, titled, withValue } from './variables.ts';

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
