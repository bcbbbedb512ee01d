import { insertBracket } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/**
 * Text typed over a selection is put in by the editor. Left to the browser, it would keep the colours of what was
 * there as inline styles, which the Content-Security-Policy refuses.
 */
export const OVERTYPING: Extension = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { state } = view;
    if (event.inputType !== 'insertText' || !event.data || view.composing || state.selection.main.empty)
      return false;
    event.preventDefault();
    view.dispatch(
      insertBracket(state, event.data) ??
        state.update(state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true }),
    );
    return true;
  },
});
