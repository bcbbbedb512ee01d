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
  const fragment = purified.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: ['style', 'form', 'input', 'iframe'],
    FORBID_ATTR: ['style'],
    ADD_ATTR: ['target'],
  });
  for (const link of fragment.querySelectorAll('a[target]')) link.setAttribute('rel', 'noopener');
  for (const element of fragment.querySelectorAll<HTMLElement>(`[${STYLE}]`)) {
    dress(element, element.getAttribute(STYLE) ?? '');
    element.removeAttribute(STYLE);
  }
  return fragment;
}

/** Where a style waits, which the page's policy does not let stand in HTML, until it is set property by property. */
const STYLE = 'data-style';
const purified = DOMPurify(window);
purified.addHook('uponSanitizeAttribute', (element, { attrName, attrValue }) => {
  if (attrName === 'style') element.setAttribute(STYLE, attrValue);
});

/** What texts may be styled with: nothing that leaves their place or loads something. */
const HARMLESS =
  /^(color|background-color|font|text-|line-height|letter-spacing|white-space|vertical-align|margin|padding|border|border-radius|width|height|max-|min-|display|float|clear|opacity|flex|justify-|align-|gap|grid|list-style-type)/;

function dress(element: HTMLElement, css: string): void {
  const wanted = document.createElement('div').style;
  wanted.cssText = css;
  for (const name of Array.from(wanted)) {
    const value = wanted.getPropertyValue(name);
    if (HARMLESS.test(name) && !/url\(|image/i.test(value))
      element.style.setProperty(name, value, wanted.getPropertyPriority(name));
  }
}
