// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { Boundary } from './Boundary.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
window.matchMedia = () => new EventTarget() as MediaQueryList;
// React tells of the errors that the boundary catches.
vi.spyOn(console, 'error').mockImplementation(() => undefined);
afterEach(() => vi.unstubAllGlobals());

function shown(error: Error): HTMLElement {
  const element = document.createElement('div');
  const Broken = () => {
    throw error;
  };
  act(() =>
    createRoot(element).render(
      <MantineProvider>
        <Boundary at="targets">
          <Broken />
        </Boundary>
      </MantineProvider>,
    ),
  );
  return element;
}

test('an error of a page is said in its words', () => {
  expect(shown(new Error('no such column')).textContent).toContain('no such column');
});

test('a page that did not come is not said in the words of the loader, and is asked for anew', async () => {
  const error = new Error('Unable to preload CSS for /assets/Tabs.css');
  window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: error }));
  const element = shown(error);
  expect(element.textContent).not.toContain('preload');
  const asked = vi.fn(() => Promise.reject(new TypeError('away')));
  vi.stubGlobal('fetch', asked);
  await act(async () => element.querySelector('button')?.click());
  expect(asked).toHaveBeenCalledOnce();
});
