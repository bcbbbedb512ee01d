import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, insertNewlineAndIndent } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { useEffect, useRef } from 'react';
import { BASE, nonce } from '../api/base.ts';
import { t } from '../texts/t.ts';
import { EDITOR_LOOK } from './editorLook.ts';
import { promqlHover } from './hover.ts';
import { OVERTYPING } from './overtyping.ts';

interface PromqlEditorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter; without it Enter makes a line too. */
  readonly onRun?: () => void;
  /** Whether the cursor is put into it at once. */
  readonly focused?: boolean;
}

const COLORS = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier], color: 'var(--code-keyword)' },
  { tag: tags.function(tags.variableName), color: 'var(--code-function)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: tags.labelName, color: 'var(--code-label)' },
  { tag: tags.comment, color: 'var(--text-disabled)' },
]);

/** PromQL with completion from the stored metrics and checks while typing. Enter runs, Shift-Enter makes a line. */
export default function PromqlEditor({ value, onChange, onRun, focused = true }: PromqlEditorProps) {
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const calls = useRef({ onChange, onRun });
  calls.current = { onChange, onRun };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; later values come in below
  useEffect(() => {
    const promql = new PromQLExtension().setComplete({
      remote: { url: BASE.href.replace(/\/$/, ''), httpMethod: 'GET' },
    });
    const pageNonce = nonce();
    const run = () => {
      calls.current.onRun?.();
      return calls.current.onRun !== undefined;
    };
    const editor = new EditorView({
      parent: holder.current as HTMLElement,
      state: EditorState.create({
        doc: value,
        extensions: [
          ...(pageNonce ? [EditorView.cspNonce.of(pageNonce)] : []),
          EDITOR_LOOK,
          OVERTYPING,
          syntaxHighlighting(COLORS),
          history(),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          promql.asExtension(),
          promqlHover(),
          placeholder(t('query.placeholder')),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': t('query.expression') }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          // Above the newline of the default keys, below the choice of a completion.
          Prec.high(
            keymap.of([
              { key: 'Enter', run: editorView => !completionOpen(editorView) && run() },
              { key: 'Mod-Enter', run },
              { key: 'Shift-Enter', run: insertNewlineAndIndent },
            ]),
          ),
          EditorView.updateListener.of(update => {
            if (update.docChanged) calls.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    if (focused) editor.focus();
    return () => {
      promql.destroy();
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return <div ref={holder} className="promql" />;
}

function completionOpen(view: EditorView): boolean {
  return view.dom.querySelector('.cm-tooltip-autocomplete li[aria-selected]') !== null;
}
