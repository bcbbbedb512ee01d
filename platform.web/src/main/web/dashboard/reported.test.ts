// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { type Reported, useReported } from './reported.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

/** What is reported when the server answers each query with the count of it, or with nothing. */
async function reported(counts: Readonly<Record<string, string>>): Promise<Reported | undefined> {
  vi.stubGlobal('fetch', async (address: string | URL, init?: RequestInit) => {
    const query =
      new URLSearchParams(String(init?.body ?? new URL(address, 'http://h/').search)).get('query') ?? '';
    const result = counts[query] === undefined ? [] : [{ value: [0, counts[query]] }];
    return Response.json({ status: 'success', data: { result } });
  });
  let found: Reported | undefined;
  function Probe() {
    found = useReported();
    return null;
  }
  const root = createRoot(document.createElement('div'));
  const client = new QueryClient();
  await act(async () => root.render(createElement(QueryClientProvider, { client }, createElement(Probe))));
  await act(() => vi.waitUntil(() => found !== undefined));
  await act(async () => root.unmount());
  return found;
}

test('hosts, targets and those that are down are counted by the server', async () => {
  expect(
    await reported({
      'count(group by (instance) (node_load1))': '200',
      'count(up)': '412',
      'count(up == 0)': '3',
    }),
  ).toEqual({ hosts: 200, targets: 412, down: 3 });
});

test('what has no sample is none', async () => {
  expect(await reported({ 'count(up)': '2' })).toEqual({ hosts: 0, targets: 2, down: 0 });
});
