// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import NoHost from './NoHost.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

async function shown(result: readonly unknown[]): Promise<string> {
  vi.stubGlobal('fetch', async () => Response.json({ status: 'success', data: { result } }));
  const element = document.createElement('div');
  const root = createRoot(element);
  const client = new QueryClient();
  await act(async () => root.render(createElement(QueryClientProvider, { client }, createElement(NoHost))));
  await act(() => vi.waitUntil(() => client.getQueryData(['host reported']) !== undefined));
  const text = element.textContent ?? '';
  await act(async () => root.unmount());
  return text;
}

test('a server to which no host is reported says how its own is', async () => {
  expect(await shown([])).toContain('targets: [node]');
});

test('where a host is reported there is nothing to say', async () => {
  expect(await shown([{}])).toBe('');
});
