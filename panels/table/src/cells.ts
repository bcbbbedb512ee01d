import { html, textOn } from '@gnomon/panel-kit/drawn.ts';
import { valueAt } from '@gnomon/panel-kit/values.ts';
import type { DisplayValue, Field, PanelContext } from '@gnomon/plugin-api';
import { cellText, cellType, styleOf } from './rows.ts';
import { sparkline, trendOf } from './trend.ts';

type Context = Pick<PanelContext, 'host' | 'theme' | 'timeZone'>;
const LAMPS = 12;

/** One cell as its column's options say: text, coloured text or ground, a bar, a line, links. */
export function cellOf(field: Field, row: number, width: number, ctx: Context): HTMLElement {
  const value = valueAt(field, row);
  const shown = field.display(value);
  const content = cellText(field, row, ctx.timeZone, shown);
  const cell = html('div', `cell ${alignment(field)}`);
  cell.setAttribute('role', 'cell');
  cell.title = content;
  switch (cellType(field)) {
    case 'gauge':
      cell.classList.add('gauge');
      cell.append(...bar(field, shown, content));
      return cell;
    case 'sparkline': {
      const trend = trendOf(value);
      if (trend.length === 0) break;
      const last = field.display(trend[trend.length - 1]);
      cell.classList.add('gauge');
      cell.title = ctx.host.t('{count} values, last {last}', { count: trend.length, last: last.text });
      cell.append(sparkline(trend, Math.max(20, width - 80), 20, last.color ?? ctx.theme.palette[0]));
      cell.append(amount(`${last.prefix ?? ''}${last.text}${last.suffix ?? ''}`, ''));
      return cell;
    }
    case 'color-text':
      cell.style.color = shown.color ?? '';
      break;
    case 'color-background':
    case 'color-background-solid':
      paint(cell, field, shown, ctx);
      break;
    case 'json-view':
      cell.classList.add('mono');
      break;
  }
  cell.append(linked(field, row, content, ctx));
  return cell;
}

/** The ground of a cell, or of the whole row where the column says so. */
export function paint(element: HTMLElement, field: Field, { color }: DisplayValue, ctx: Context): void {
  if (!color) return;
  const graded = styleOf(field).cellOptions?.mode === 'gradient';
  element.style.background = graded
    ? `linear-gradient(120deg, color-mix(in srgb, ${color} 75%, black), ${color})`
    : color;
  element.style.color = textOn(color, ctx.theme);
}

export function alignment(field: Field): string {
  const { align = 'auto' } = styleOf(field);
  if (align !== 'auto') return align;
  return field.type === 'number' && cellType(field) !== 'gauge' ? 'right' : 'left';
}

/** A value's share of its range, with the value beside it. */
function bar(field: Field, shown: DisplayValue, content: string): HTMLElement[] {
  const { cellOptions, displayMode = '' } = styleOf(field);
  const mode = cellOptions?.mode ?? displayMode;
  const color = shown.color ?? '';
  const share = Math.min(1, Math.max(0, shown.percent ?? 0));
  const track = html('div', 'track');
  if (/lcd/.test(mode)) {
    track.classList.add('lamps');
    for (let lamp = 0; lamp < LAMPS; lamp++) {
      const element = html('div', 'lamp');
      element.style.background = color;
      if ((lamp + 0.5) / LAMPS > share) element.style.opacity = '0.15';
      track.append(element);
    }
  } else {
    const filled = html('div', 'bar');
    filled.style.width = `${share * 100}%`;
    filled.style.background = /gradient/.test(mode)
      ? `linear-gradient(to right, color-mix(in srgb, ${color} 35%, transparent), ${color})`
      : color;
    track.append(filled);
  }
  const beside = cellOptions?.valueDisplayMode ?? 'color';
  return beside === 'hidden' ? [track] : [track, amount(content, beside === 'color' ? color : '')];
}

function amount(text: string, color: string): HTMLElement {
  const element = html('span', 'amount', text);
  element.style.color = color;
  return element;
}

/** One link is followed at once; of several the user chooses. */
function linked(field: Field, row: number, content: string, { host }: Context): Node {
  const links = field.config.links ?? [];
  if (links.length === 0) return document.createTextNode(content);
  if (links.length > 1) {
    const button = html('button', 'link', content);
    button.type = 'button';
    button.setAttribute('aria-haspopup', 'menu');
    button.onclick = () => host.showLinks(button, [{ field, row }]);
    return button;
  }
  const [link] = links;
  const address = host.linkAddress(link, { field, row });
  if (address === undefined) return document.createTextNode(content);
  const anchor = html('a', '', content);
  anchor.href = address;
  if (link.targetBlank) {
    anchor.target = '_blank';
    anchor.rel = 'noopener';
  }
  anchor.onclick = event => {
    if (link.targetBlank || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    host.openLink(link, { field, row });
  };
  return anchor;
}
