// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  document.head.replaceChildren();
  vi.resetModules();
});

async function pageAt(path: string, wayBack: string) {
  window.history.replaceState(null, '', path);
  document.head.innerHTML = `<meta name="gnomon-base" content="${wayBack}">`;
  return await import('./base.ts');
}

test('addresses lie below the context root, however deep the page is', async () => {
  const { BASE, url } = await pageAt('/sub/d/some-uid', '../');
  expect(BASE.pathname).toBe('/sub/');
  expect(new URL(url('api/v1/query')).pathname).toBe('/sub/api/v1/query');
  expect(new URL(url('/plugins/x/y.js')).pathname).toBe('/sub/plugins/x/y.js');
  expect(new URL(url('/sub/plugins/x/y.js')).pathname).toBe('/sub/plugins/x/y.js');
});

test('at the root of the host', async () => {
  const { url } = await pageAt('/query?expr=up', './');
  expect(new URL(url('/plugins/x/y.js')).pathname).toBe('/plugins/x/y.js');
  expect(new URL(url('api/v1/query')).pathname).toBe('/api/v1/query');
});
