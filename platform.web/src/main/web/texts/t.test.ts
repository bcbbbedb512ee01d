import { expect, test } from 'vitest';
import { t } from './t.ts';

test('values are filled in, and words chosen by number', () => {
  expect(t('tooltip.more', { count: 3 })).toBe('… 3 more');
  expect(t('time.minutes', { count: 1 })).toBe('1 minute');
  expect(t('time.minutes', { count: 5 })).toBe('5 minutes');
});
