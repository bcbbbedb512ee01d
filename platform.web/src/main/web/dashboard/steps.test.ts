import { expect, test } from 'vitest';
import { firstStep, redone, stepped, undone } from './steps.ts';

test('steps are taken back and made again in their order', () => {
  let steps = stepped(stepped(firstStep('a'), 'b'), 'c');
  steps = undone(undone(undone(steps)));
  expect(steps.now).toBe('a');
  expect(redone(steps).now).toBe('b');
  expect(redone(redone(redone(steps))).now).toBe('c');
});

test('a new step ends what could be made again', () => {
  const steps = stepped(undone(stepped(firstStep('a'), 'b')), 'c');
  expect(redone(steps).now).toBe('c');
  expect(undone(steps).now).toBe('a');
});

test('what belongs to one part is one step, until something else is done', () => {
  const drag = {};
  let steps = stepped(stepped(stepped(firstStep('a'), 'b', drag), 'c', drag), 'd');
  expect(undone(steps).now).toBe('c');
  expect(undone(undone(steps)).now).toBe('a');
  steps = stepped(undone(undone(steps)), 'e', drag);
  expect(undone(steps).now).toBe('a');
});

test('what changes nothing is no step', () => {
  expect(stepped(firstStep('a'), 'a').past).toEqual([]);
});

test('the oldest steps are forgotten', () => {
  let steps = firstStep(0);
  for (let i = 1; i <= 150; i++) steps = stepped(steps, i);
  for (let i = 0; i < 150; i++) steps = undone(steps);
  expect(steps.now).toBe(50);
});
