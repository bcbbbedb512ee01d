import { afterEach, expect, test, vi } from 'vitest';
import { remembered } from './remembered.ts';

afterEach(() => vi.unstubAllGlobals());

function storage(stored: Record<string, string> = {}) {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored[key] ?? null,
    setItem: (key: string, value: string) => {
      stored[key] = value;
    },
  });
  return stored;
}

test('the newest is on top, each is there once, and the oldest is forgotten', () => {
  storage();
  const list = remembered('recent', 3);
  for (const uid of ['a', 'b', 'c', 'a', 'd']) list.add(uid);
  expect(list.read()).toEqual(['d', 'a', 'c']);
});

test('what is no list of texts is none', () => {
  const stored = storage({ recent: '{"a":1}' });
  expect(remembered('recent', 3).read()).toEqual([]);
  stored.recent = '["a",1,null]';
  expect(remembered('recent', 3).read()).toEqual(['a']);
  stored.recent = 'not JSON';
  expect(remembered('recent', 3).add('b')).toEqual(['b']);
});

test('storage that is full keeps nothing and breaks nothing', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  });
  expect(remembered('recent', 3).add('a')).toEqual(['a']);
});
