import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { nonce } from '../api/base.ts';
import { EDITOR_LOOK } from '../query/editorLook.ts';
import { OVERTYPING } from '../query/overtyping.ts';
import { errorPosition } from '../query/results.ts';

/** A text with line numbers; the place that the server's sentence names is marked. Escape, then Tab leaves it. */
export default function YamlEditor({
  value,
  onChange,
  label,
  problem = '',
}: {
  value: string;
  onChange?: (value: string) => void;
  label: string;
  problem?: string;
}) {
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const changed = useRef(onChange);
  changed.current = onChange;
  const writable = onChange !== undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; later values come in below
  useEffect(() => {
    const pageNonce = nonce();
    const editor = new EditorView({
      parent: holder.current as HTMLElement,
      state: EditorState.create({
        doc: value,
        extensions: [
          ...(pageNonce ? [EditorView.cspNonce.of(pageNonce)] : []),
          EDITOR_LOOK,
          OVERTYPING,
          lineNumbers(),
          lintGutter(),
          history(),
          EditorState.readOnly.of(!writable),
          EditorState.tabSize.of(2),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          keymap.of([indentWithTab, ...defaultKeymap, ...historyKeymap]),
          EditorView.updateListener.of(update => {
            if (update.docChanged) changed.current?.(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [writable, label]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const { doc } = editor.state;
    const place = errorPosition(problem);
    if (!place || place.line > doc.lines) return editor.dispatch(setDiagnostics(editor.state, []));
    const line = doc.line(place.line);
    const from = Math.min(line.to, line.from + place.column - 1);
    editor.dispatch(
      setDiagnostics(editor.state, [{ from, to: line.to, severity: 'error', message: problem }]),
      { selection: { anchor: from }, scrollIntoView: true },
    );
  }, [problem]);

  return <div ref={holder} className="yaml-editor" />;
}
