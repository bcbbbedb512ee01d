// @vitest-environment jsdom
import type { LegendItem, LegendOptions } from '@gnomon/plugin-api';
import { beforeAll, expect, test, vi } from 'vitest';

let legend: typeof import('./legend.ts').legend;
const item = (label: string, numeric: number): LegendItem => ({
  label,
  color: '#fff',
  values: [{ text: String(numeric), numeric }],
});
const options: LegendOptions = { displayMode: 'table', placement: 'right', calcs: ['lastNotNull'] };
const names = (el: HTMLElement) => [...el.querySelectorAll('tbody .name')].map(e => e.textContent);

beforeAll(async () => {
  // jsdom has no style sheets made by script.
  CSSStyleSheet.prototype.replaceSync = () => {};
  ({ legend } = await import('./legend.ts'));
});

test('a click chooses one series, with Ctrl it switches one', () => {
  const el = document.createElement('div');
  const onToggle = vi.fn();
  legend(el, [item('a', 1), item('b', 2)], { ...options, onToggle });
  const [, second] = el.querySelectorAll('tbody button');
  second.dispatchEvent(new MouseEvent('click'));
  second.dispatchEvent(new MouseEvent('click', { ctrlKey: true }));
  expect(onToggle.mock.calls).toEqual([
    [1, true],
    [1, false],
  ]);
});

test('new values go into the drawn rows', () => {
  const el = document.createElement('div');
  legend(el, [item('a', 1)], options);
  const row = el.querySelector('tbody tr');
  legend(el, [item('a', 7)], options);
  expect(el.querySelector('tbody tr')).toBe(row);
  expect(row?.textContent).toContain('7');
});

test('the heading sorts, largest first, and the order outlives new values', () => {
  const el = document.createElement('div');
  legend(el, [item('a', 1), item('b', 2)], options);
  el.querySelectorAll('th')[1].click();
  expect(names(el)).toEqual(['b', 'a']);
  legend(el, [item('a', 9), item('b', 2)], options);
  expect(names(el)).toEqual(['a', 'b']);
});

test('a dashboard sorts by the heading, in whatever language it is shown', () => {
  const el = document.createElement('div');
  legend(el, [item('a', 1), item('b', 2)], { ...options, sortBy: 'Last', sortDesc: true });
  expect(names(el)).toEqual(['b', 'a']);
});

test('a hidden legend is empty', () => {
  const el = document.createElement('div');
  legend(el, [item('a', 1)], { ...options, displayMode: 'hidden' });
  expect(el.childElementCount).toBe(0);
});

test('a legend of nothing has no heading', () => {
  const el = document.createElement('div');
  legend(el, [], options);
  expect(el.childElementCount).toBe(0);
});
