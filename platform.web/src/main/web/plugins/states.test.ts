import { expect, test } from 'vitest';
import { actionsOf } from './states.ts';

test.each([
  ['active', true, '', ['stop']],
  ['active', false, '0.9', ['stop', 'rollback', 'remove']],
  ['stopped', true, '', ['start']],
  ['failed', false, '', ['start', 'remove']],
  ['waiting for confirmation', false, '0.9', ['remove']],
  ['at next start', true, '', []],
] as const)('%s, official %s, before %s', (state, official, previousVersion, expected) => {
  expect(actionsOf({ state, official, previousVersion })).toEqual(expected);
});
