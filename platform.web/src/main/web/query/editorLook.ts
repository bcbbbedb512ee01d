import { EditorView } from '@codemirror/view';

/** How editors of the page look. */
export const EDITOR_LOOK = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--text-primary)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    padding: '6px 0',
    caretColor: 'var(--text-primary)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--text-primary)' },
  '.cm-placeholder': { color: 'var(--text-disabled)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--border-medium)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--background-elevated)',
    border: '1px solid var(--border-medium)',
    color: 'var(--text-primary)',
    borderRadius: '4px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    fontSize: '12px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: '#fff' },
  '.cm-completionDetail': { color: 'var(--text-secondary)', fontStyle: 'normal' },
  '.cm-completionIcon': { display: 'none' },
  '.cm-diagnostic': { fontSize: '12px' },
});
