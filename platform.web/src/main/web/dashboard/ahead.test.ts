// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { askAhead, dashboardAt } from './ahead.ts';

afterEach(() => vi.unstubAllGlobals());

test('the dashboard at a path', () => {
  expect(
    ['', 'd', 'd/', 'd/rYd', 'd/a%20b/title', 'd/%E0%A4%A', 'dashboards', 'alerts/x'].map(dashboardAt),
  ).toEqual(['home', 'home', 'home', 'rYd', 'a b', '%E0%A4%A', undefined, undefined]);
});

test('a page is asked for what it shows first, all at once', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: URL | string) => {
    asked.push(new URL(address).pathname);
    return new Response('{}');
  });
  askAhead(new QueryClient(), 'd/rYd');
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  expect(asked.map(path => path.replace('/api/gnomon/v1/', ''))).toEqual([
    'session',
    'dashboards/rYd',
    'plugins',
  ]);
  askAhead(new QueryClient(), 'targets');
  await vi.waitFor(() => expect(asked).toHaveLength(4));
  expect(asked[3]).toMatch(/session$/);
});
