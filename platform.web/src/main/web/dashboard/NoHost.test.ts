// @vitest-environment jsdom
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import NoHost from './NoHost.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

test('the job that reports this host is written out', async () => {
  const element = document.createElement('div');
  const root = createRoot(element);
  await act(async () => root.render(createElement(NoHost)));
  expect(element.textContent).toContain('targets: [node]');
  await act(async () => root.unmount());
});
