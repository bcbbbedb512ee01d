import { Drawn, html, plugin } from '@gnomon/panel-kit/drawn.ts';
import listStyle from '@gnomon/panel-kit/list.css?inline';
import { clock, list, rowsOf } from '@gnomon/panel-kit/list.ts';
import type { PanelContext } from '@gnomon/plugin-api';
import { type Annotation, annotationsOf, around, type Options } from './annotations.ts';

class AnnotationList extends Drawn<Options> {
  #annotations: Annotation[] = [];

  constructor(ctx: PanelContext<Options>) {
    super(ctx, listStyle);
  }

  describe(): string {
    const [newest] = this.#annotations;
    const { host, timeZone } = this.ctx;
    const count = host.t('Annotations list, {count} annotations.', { count: this.#annotations.length });
    if (!newest) return count;
    const values = { title: newest.title, time: clock(newest.time, timeZone) };
    return `${count} ${host.t('Newest: {title}, {time}.', values)}`;
  }

  draw(): void {
    const { data, options, host } = this.ctx;
    const { t } = host;
    this.#annotations = annotationsOf(rowsOf(data.frames), options);
    const scrolled = this.plot.firstElementChild?.scrollTop ?? 0;
    const entries = this.#annotations.map(annotation => this.#entry(annotation));
    const box = list(t('Annotations'), entries, t('Nothing happened in this time range'));
    this.plot.replaceChildren(box);
    box.scrollTop = scrolled;
  }

  #entry(annotation: Annotation): HTMLElement {
    const { options, host } = this.ctx;
    const button = html('button', 'plain', annotation.title || annotation.text);
    button.type = 'button';
    button.title = host.t('Show the time around it');
    button.addEventListener('click', () => host.setTimeRange(around(annotation, options)));
    const main = html('div', 'main', button);
    if (annotation.title && annotation.text) main.append(html('div', 'more', annotation.text));
    if (options.showTags !== false && annotation.tags.length > 0)
      main.append(html('div', 'more', ...annotation.tags.map(tag => html('span', 'tag', tag))));
    const entry = html('li', 'entry', main);
    if (options.showTime !== false)
      entry.append(html('span', 'side', clock(annotation.time, this.ctx.timeZone)));
    return entry;
  }
}

export default plugin<Options>(ctx => new AnnotationList(ctx), { saysEmpty: true });
