import { expect, test } from 'vitest';
import { chosenFrom, regexOf } from './choices.ts';
import type { Variable } from './model.ts';

const found = ['b10', 'a2', 'B1', 'a2'].map(text => ({ text }));
const values = (more: Partial<Variable>, of: readonly { text: string; value?: string }[] = found) =>
  chosenFrom({ name: 'v', ...more }, of).map(({ text, value }) =>
    text === value ? text : `${text}=${value}`,
  );

test.each([
  [0, ['b10', 'a2', 'B1']],
  [1, ['B1', 'a2', 'b10']],
  [2, ['b10', 'a2', 'B1']],
  [3, ['B1', 'a2', 'b10']],
  [4, ['b10', 'a2', 'B1']],
  [5, ['a2', 'B1', 'b10']],
  [6, ['b10', 'B1', 'a2']],
  [7, ['a2', 'B1', 'b10']],
])('order %d', (sort, expected) => {
  expect(values({ sort })).toEqual(expected);
});

test('a regular expression chooses, and its groups are what is chosen', () => {
  expect(values({ regex: '/^b/i' })).toEqual(['b10', 'B1']);
  expect(values({ regex: '^b' })).toEqual(['b10']);
  expect(values({ regex: '/[a-z](\\d+)/i' })).toEqual(['10', '2', '1']);
  const series = [{ text: 'up{instance="a:1",job="x"} 1 5' }];
  expect(values({ regex: '/instance="(?<value>[^"]+)",job="(?<text>[^"]+)"/' }, series)).toEqual(['x=a:1']);
  expect(values({ regex: '/(broken/' })).toEqual(['b10', 'a2', 'B1']);
});

test('it may look at texts instead', () => {
  const named = [
    { text: 'One (eu)', value: '1' },
    { text: 'Two (us)', value: '2' },
  ];
  expect(values({ regex: '/(.*) \\(eu\\)/', regexApplyTo: 'text' }, named)).toEqual(['One=1']);
  expect(values({ regex: '/2/' }, named)).toEqual(['Two (us)=2']);
  expect(regexOf('/a/g')?.flags).toBe('');
});
