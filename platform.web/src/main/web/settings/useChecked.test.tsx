// @vitest-environment jsdom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { RequestFailed } from '../api/client.ts';
import type { Problem } from '../api/types.ts';
import { useChecked } from './useChecked.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

/** What the form says when the server refuses with these problems. */
async function refused(problems: readonly Problem[]) {
  let form: ReturnType<typeof useChecked> | undefined;
  const Form = () => {
    form = useChecked();
    return null;
  };
  await act(async () => createRoot(document.createElement('div')).render(<Form />));
  await act(async () =>
    form?.run([], () => Promise.reject(new RequestFailed('the settings are not valid', 400, problems))),
  );
  return { message: form?.result?.message, problems: form?.problems };
}

test('what is wrong with one setting stands at its field', async () => {
  expect(await refused([{ path: '/settings/url', message: 'is no URL' }])).toEqual({
    message: 'the settings are not valid',
    problems: [{ path: '/url', message: 'is no URL' }],
  });
});

test('what is wrong with all of them is said instead of that something is', async () => {
  const { message } = await refused([{ path: '/settings', message: 'url must start with http://' }]);
  expect(message).toBe('url must start with http://');
});
