import { html, svg } from '@gnomon/panel-kit/drawn.ts';
import type { Field, PanelHost } from '@gnomon/plugin-api';
import { alignment } from './cells.ts';
import { edgeOf, type Resizing } from './resize.ts';
import { type Filters, type Sort, styleOf } from './rows.ts';

interface Header {
  readonly host: Pick<PanelHost, 't'>;
  readonly columns: readonly Field[];
  readonly sorts: readonly Sort[];
  readonly filters: Filters;
  readonly onSort: (field: Field, besides: boolean) => void;
  /** In pixels, of each column. */
  readonly widths: readonly number[];
  /** Stays when the headings are drawn anew. */
  readonly surface: HTMLElement;
  readonly resizing: (column: number) => Resizing;
  /** The filter of a column was asked for. */
  readonly onFilter: (column: number) => void;
}

/** The row of headings: a click sorts, with Shift besides the columns before; a funnel filters; the edge changes the width. */
export function headerOf(header: Header): HTMLElement {
  const { host, columns, sorts, filters, widths, onSort, onFilter } = header;
  const head = html('div', 'head');
  head.setAttribute('role', 'row');
  columns.forEach((field, column) => {
    const name = field.displayName;
    const rank = sorts.findIndex(sort => sort.displayName === name);
    const sorted = sorts[rank];
    const heading = html('div', `heading ${alignment(field)}`);
    heading.setAttribute('role', 'columnheader');
    heading.setAttribute('aria-sort', sorted ? (sorted.desc ? 'descending' : 'ascending') : 'none');
    const button = html('button', 'sort', html('span', 'text', name));
    button.type = 'button';
    button.title = name;
    button.dataset.key = `sort ${column}`;
    if (sorted) {
      const arrow = html('span', 'arrow', `${sorted.desc ? '↓' : '↑'}${sorts.length > 1 ? rank + 1 : ''}`);
      arrow.setAttribute('aria-hidden', 'true');
      button.append(arrow);
    }
    button.onclick = event => onSort(field, event.shiftKey);
    heading.append(button);
    if (styleOf(field).filterable) heading.append(funnel(name, column, filters.has(name), host, onFilter));
    const edge = edgeOf(
      host.t('Width of {name}', { name }),
      widths[column],
      header.surface,
      header.resizing(column),
    );
    edge.dataset.key = `edge ${column}`;
    heading.append(edge);
    head.append(heading);
  });
  return head;
}

function funnel(
  name: string,
  column: number,
  active: boolean,
  { t }: Pick<PanelHost, 't'>,
  onFilter: (column: number) => void,
): HTMLElement {
  const picture = svg(
    'svg',
    {
      width: 12,
      height: 12,
      viewBox: '0 0 24 24',
      fill: active ? 'currentColor' : 'none',
      'aria-hidden': 'true',
    },
    svg('path', { d: 'M3 4h18l-7 9v6l-4 2v-8z', stroke: 'currentColor', 'stroke-width': 2 }),
  );
  const button = html('button', active ? 'funnel on' : 'funnel', picture);
  button.type = 'button';
  button.dataset.key = `filter ${column}`;
  button.title = t('Filter {name}', { name });
  button.setAttribute('aria-label', active ? t('Filter {name}, on', { name }) : t('Filter {name}', { name }));
  button.setAttribute('aria-haspopup', 'dialog');
  button.onclick = () => onFilter(column);
  return button;
}
