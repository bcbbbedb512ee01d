import type { PanelHost } from '@gnomon/plugin-api';
import { html } from './drawn.ts';

/** Height of a pager in pixels. */
export const PAGER = 24;

/** Style of a pager; it stands at the lower right of what is positioned around it. */
export const pagerStyle = `
.pager { position: absolute; bottom: 0; right: 0; height: ${PAGER}px; font-size: 12px; color: var(--text-secondary); }
.pager button { font: inherit; min-width: 24px; min-height: 24px; color: inherit; background: none; border: 1px solid var(--border-weak); border-radius: 4px; cursor: pointer; }
.pager button:disabled { opacity: 0.4; cursor: default; }
.pager button:focus-visible { outline: 2px solid var(--accent); }
`;

/**
 * Turns pages.
 *
 * @param page counts from 0
 * @param words what stands between the buttons: where one is
 */
export function pager(
  page: number,
  pages: number,
  words: string,
  { t }: Pick<PanelHost, 't'>,
  onTurn: (page: number) => void,
): HTMLElement {
  const turn = (text: string, label: string, to: number) => {
    const button = html('button', '', text);
    button.type = 'button';
    button.setAttribute('aria-label', label);
    button.disabled = to < 0 || to >= pages;
    button.onclick = () => onTurn(to);
    return button;
  };
  return html(
    'div',
    'pager',
    turn('‹', t('Previous page'), page - 1),
    ` ${words} `,
    turn('›', t('Next page'), page + 1),
  );
}
