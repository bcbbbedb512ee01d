import { beforeEach, expect, test, vi } from 'vitest';

let listeners: Record<string, () => void>;
let address: string;

beforeEach(() => {
  vi.resetModules();
  listeners = {};
  address = 'http://server/d/a';
  const move = (_: unknown, __: string, to: string) => {
    address = new URL(to, address).href;
  };
  vi.stubGlobal('window', {
    get location() {
      return new URL(address);
    },
    history: { pushState: move, replaceState: move },
    addEventListener: (type: string, run: () => void) => {
      listeners[type] = run;
    },
  });
  vi.stubGlobal('document', { baseURI: 'http://server/', querySelector: () => null });
});

const path = () => new URL(address).pathname;

test('another page is entered only when what holds the page back lets go', async () => {
  const { go, holdBack } = await import('./router.ts');
  let leave: (() => void) | undefined;
  const release = holdBack(then => {
    leave = then;
  });
  go('dashboards');
  expect(path()).toBe('/d/a');
  leave?.();
  expect(path()).toBe('/dashboards');
  release();
  go('alerts');
  expect(path()).toBe('/alerts');
});

test('parameters change freely', async () => {
  const { go, holdBack } = await import('./router.ts');
  const ask = vi.fn();
  holdBack(ask);
  go('d/a', { from: 'now-3h' });
  expect(address).toBe('http://server/d/a?from=now-3h');
  expect(ask).not.toHaveBeenCalled();
});

test("the browser's way back is held back, too", async () => {
  const { holdBack } = await import('./router.ts');
  let leave: (() => void) | undefined;
  holdBack(then => {
    leave = then;
  });
  address = 'http://server/query?expr=up';
  listeners.popstate();
  expect(path()).toBe('/d/a');
  leave?.();
  expect(address).toBe('http://server/query?expr=up');
});
