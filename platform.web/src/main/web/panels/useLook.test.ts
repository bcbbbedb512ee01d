// @vitest-environment jsdom
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { type PanelLook, withOptions } from './look.ts';
import { useLook } from './useLook.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

/** Shows a look in a component, as it is given and as the panel changes it. */
function shown() {
  const root = createRoot(document.createElement('div'));
  let seen: ReturnType<typeof useLook>;
  const Probe = (props: { given: PanelLook; onLook?: (look: PanelLook) => void }) => {
    seen = useLook(props.given, props.onLook);
    return null;
  };
  return {
    give: (given: PanelLook, onLook?: (look: PanelLook) => void) =>
      act(() => root.render(createElement(Probe, { given, ...(onLook && { onLook }) }))),
    change: (word: string) => act(() => seen[1](look => withOptions(look, { word }))),
    get options() {
      return seen[0].options;
    },
  };
}

test('what is only shown keeps a change until the dashboard says something else', () => {
  const panel = shown();
  const options = { word: 'saved' };
  panel.give({ options });
  panel.change('mine');
  expect(panel.options).toEqual({ word: 'mine' });
  panel.give({ options });
  expect(panel.options).toEqual({ word: 'mine' });
  panel.give({ options: { word: 'saved again' } });
  expect(panel.options).toEqual({ word: 'saved again' });
});

test('what is edited gives the change away and shows what comes back', () => {
  const panel = shown();
  const taken: PanelLook[] = [];
  panel.give({ options: { word: 'saved' } }, look => taken.push(look));
  panel.change('mine');
  expect(taken).toEqual([{ options: { word: 'mine' } }]);
  expect(panel.options).toEqual({ word: 'saved' });
});
