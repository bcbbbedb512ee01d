import { html } from '@gnomon/panel-kit/drawn.ts';
import type { PanelHost } from '@gnomon/plugin-api';

/** Values that are listed at once; the search finds the others. */
const LISTED = 200;

interface FilterDialog {
  readonly host: Pick<PanelHost, 't'>;
  readonly name: string;
  readonly texts: readonly (readonly [text: string, rows: number])[];
  readonly chosen: ReadonlySet<string>;
  /** Shows rows with these texts only; with none of them all rows. */
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  readonly onClose: () => void;
}

/** Chooses the values of a column that are shown. Escape closes it. */
export function filterDialog({ host, name, texts, chosen, onChange, onClose }: FilterDialog): HTMLElement {
  const { t } = host;
  let now = chosen;
  const box = html('div', 'filter');
  box.setAttribute('role', 'dialog');
  box.setAttribute('aria-label', t('Filter {name}', { name }));
  const search = html('input', '');
  search.type = 'search';
  search.placeholder = t('Search values');
  search.setAttribute('aria-label', t('Search values of {name}', { name }));
  const listed = html('div', 'values');
  const found = () => {
    const words = search.value.toLowerCase();
    return texts.filter(([text]) => text.toLowerCase().includes(words));
  };
  const choose = (next: ReadonlySet<string>) => {
    now = next;
    onChange(now);
    draw();
  };
  const draw = () => {
    const all = found();
    const lines: HTMLElement[] = all.slice(0, LISTED).map(([text, rows]) => {
      const tick = html('input', '');
      tick.type = 'checkbox';
      tick.checked = now.has(text);
      tick.onchange = () => {
        const next = new Set(now);
        if (!next.delete(text)) next.add(text);
        now = next;
        onChange(now);
      };
      return html(
        'label',
        '',
        tick,
        html('span', 'text', text || t('(empty)')),
        html('span', 'rows', String(rows)),
      );
    });
    if (all.length > LISTED)
      lines.push(html('p', 'rows', t('… {count} more: search for them', { count: all.length - LISTED })));
    if (all.length === 0) lines.push(html('p', 'rows', t('No value has this text')));
    listed.replaceChildren(...lines);
  };
  search.oninput = draw;
  const button = (text: string, run: () => void) => {
    const element = html('button', '', text);
    element.type = 'button';
    element.onclick = run;
    return element;
  };
  box.onkeydown = event => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  box.append(
    search,
    listed,
    html(
      'div',
      'buttons',
      button(t('All found'), () => choose(new Set([...now, ...found().map(([text]) => text)]))),
      button(t('Clear'), () => choose(new Set())),
      button(t('Close'), onClose),
    ),
  );
  draw();
  return box;
}
