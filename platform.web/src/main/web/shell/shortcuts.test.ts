import { expect, test } from 'vitest';
import { keyOf, SHORTCUTS } from './shortcuts.ts';

const pressed = (key: string, more: Partial<KeyboardEvent> = {}) => keyOf({ key, ...more } as KeyboardEvent);

test('keys are written as in the list', () => {
  expect(pressed('?', { shiftKey: true })).toBe('?');
  expect(pressed('D')).toBe('d');
  expect(pressed('k', { ctrlKey: true })).toBe('Ctrl+K');
  expect(pressed('k', { metaKey: true })).toBe('Ctrl+K');
  expect(pressed('Z', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+Z');
  expect(pressed('ArrowLeft')).toBe('ArrowLeft');
  expect(pressed('Shift', { shiftKey: true })).toBeUndefined();
  expect(pressed('e', { altKey: true })).toBeUndefined();
});

test('no shortcut is the beginning of another one', () => {
  const all = Object.values(SHORTCUTS).flatMap(group => group.map(({ keys }) => keys as string));
  expect(new Set(all).size).toBe(all.length);
  for (const keys of all)
    for (const other of all) expect(other.startsWith(`${keys} `), `${keys}, ${other}`).toBe(false);
});
