import { Drawn, html, plugin } from '@gnomon/panel-kit/drawn.ts';
import { clock } from '@gnomon/panel-kit/list.ts';
import { lacking } from '@gnomon/panel-kit/needs.ts';
import type { PanelContext } from '@gnomon/plugin-api';
import { commonLabels, type Dedup, type Level, type Line, linesOf, pretty } from './lines.ts';
import panelStyle from './panel.css?inline';

interface Options {
  readonly showTime: boolean;
  readonly showLabels: boolean;
  readonly showCommonLabels: boolean;
  readonly wrapLogMessage: boolean;
  readonly prettifyLogMessage: boolean;
  readonly enableLogDetails: boolean;
  readonly dedupStrategy: Dedup;
  readonly sortOrder: 'Ascending' | 'Descending';
}

/** Colours of the levels as names of the theme. */
const COLORS: Readonly<Record<Level, string>> = {
  critical: 'purple',
  error: 'red',
  warning: 'yellow',
  info: 'green',
  debug: 'blue',
  trace: 'light-blue',
  unknown: '#8e8e99',
};
const AT_ONCE = 500;

class Logs extends Drawn<Options> {
  #lines: Line[] = [];
  #shown = AT_ONCE;

  constructor(ctx: PanelContext<Options>) {
    super(ctx, panelStyle);
  }

  describe(): string {
    const bad = this.#lines.filter(l => l.level === 'error' || l.level === 'critical').length;
    const counts = { lines: this.#lines.length, bad };
    return `${this.ctx.host.t('Logs, {lines} lines, {bad} of them errors.', counts)} ${this.#lines[0]?.text ?? ''}`;
  }

  draw(): void {
    const { data, options } = this.ctx;
    this.#lines = linesOf(data.frames, options.sortOrder !== 'Ascending', options.dedupStrategy);
    if (this.lacks(lacking(data.frames, 'string', this.ctx.host))) return;
    const common = commonLabels(this.#lines);
    const box = html('div', `lines${options.wrapLogMessage ? ' wrap' : ''}`);
    box.setAttribute('role', 'log');
    box.tabIndex = 0;
    const scrolled = this.plot.firstElementChild?.scrollTop ?? 0;
    if (options.showCommonLabels) box.append(html('div', 'common', labelText(common)));
    for (const line of this.#lines.slice(0, this.#shown)) box.append(this.#entry(line, common));
    if (this.#lines.length > this.#shown) box.append(this.#more());
    this.plot.replaceChildren(box);
    box.scrollTop = scrolled;
  }

  #entry(line: Line, common: Readonly<Record<string, string>>): HTMLElement {
    const { options, host } = this.ctx;
    const head: Node[] = [];
    if (options.showTime && !Number.isNaN(line.time))
      head.push(html('span', 'time', fineClock(line.time, this.ctx.timeZone)));
    if (line.count > 1) head.push(html('span', 'count', `×${line.count}`));
    if (options.showLabels) {
      const own = Object.entries(line.labels).filter(([name]) => !(name in common));
      head.push(html('span', 'labels', labelText(Object.fromEntries(own))));
    }
    head.push(html('span', 'text', options.prettifyLogMessage ? pretty(line.text) : line.text));
    const entry = options.enableLogDetails
      ? html('details', 'entry', html('summary', '', ...head))
      : html('div', 'entry', html('div', 'head', ...head));
    entry.style.setProperty('--level', host.ui.color(COLORS[line.level]));
    if (options.enableLogDetails)
      entry.addEventListener('toggle', () => details(entry, line), { once: true });
    return entry;
  }

  #more(): HTMLElement {
    const left = this.#lines.length - this.#shown;
    const count = Math.min(left, AT_ONCE);
    const button = html('button', 'more', this.ctx.host.t('{count} more of {left}', { count, left }));
    button.type = 'button';
    button.addEventListener('click', () => {
      this.#shown += AT_ONCE;
      this.draw();
    });
    return button;
  }
}

function details(entry: HTMLElement, line: Line): void {
  const list = html('dl', '');
  for (const [name, value] of Object.entries({ level: line.level, ...line.labels }))
    list.append(html('dt', '', name), html('dd', '', value));
  entry.append(list);
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** With the milliseconds, which part the lines of a second. */
function fineClock(time: number, zone: string): string {
  return `${clock(time, zone)}.${String(Math.floor(time) % 1000).padStart(3, '0')}`;
}

export default plugin<Options>(ctx => new Logs(ctx));
