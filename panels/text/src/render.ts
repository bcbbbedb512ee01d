import DOMPurify from 'dompurify';
import { marked } from 'marked';

export interface TextOptions {
  readonly mode: 'markdown' | 'html' | 'code';
  readonly content: string;
}

/** The content as elements. Whatever could run, load styles or leave the page unasked is taken out. */
export function render({ mode, content }: TextOptions): Node {
  if (mode === 'code') {
    const pre = document.createElement('pre');
    pre.textContent = content;
    return pre;
  }
  const html = mode === 'markdown' ? marked.parse(content, { async: false, gfm: true }) : content;
  const fragment = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: ['style', 'form', 'input', 'iframe'],
    FORBID_ATTR: ['style'],
    ADD_ATTR: ['target'],
  });
  for (const link of fragment.querySelectorAll('a[target]')) link.setAttribute('rel', 'noopener');
  return fragment;
}
