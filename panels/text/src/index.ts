import type { PanelContext, PanelInstance, PanelPlugin } from '@gnomon/plugin-api';
import panelStyle from './panel.css?inline';
import { render, type TextOptions } from './render.ts';

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(panelStyle);

class Text implements PanelInstance<TextOptions> {
  readonly #box = document.createElement('div');
  #ctx: PanelContext<TextOptions>;

  constructor(ctx: PanelContext<TextOptions>) {
    this.#ctx = ctx;
    ctx.root.adoptedStyleSheets = [...ctx.root.adoptedStyleSheets, STYLE];
    this.#box.className = 'text';
    this.#box.addEventListener('click', this.#follow);
    ctx.element.append(this.#box);
    this.#draw();
    const scrollTop = (ctx.savedState as { scrollTop?: number } | undefined)?.scrollTop;
    if (scrollTop) this.#box.scrollTop = scrollTop;
  }

  update(ctx: PanelContext<TextOptions>, changed: ReadonlySet<string>): void {
    this.#ctx = ctx;
    if (changed.has('options')) this.#draw();
  }

  unmount(): void {
    this.#box.remove();
  }

  saveState(): unknown {
    return { scrollTop: this.#box.scrollTop };
  }

  describe(): string {
    return this.#box.textContent ?? '';
  }

  #draw(): void {
    const { options, host } = this.#ctx;
    this.#box.replaceChildren(render({ ...options, content: host.replaceVariables(options.content) }));
  }

  /** Links go through the host, so that those within the application need no reload. */
  #follow = (event: MouseEvent): void => {
    const link = (event.target as Element).closest('a');
    const href = link?.getAttribute('href');
    if (!link || !href || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#ctx.host.openLink({
      title: link.textContent ?? '',
      url: href,
      targetBlank: link.target === '_blank',
    });
  };
}

export default { apiVersion: 1, mount: ctx => new Text(ctx) } satisfies PanelPlugin<TextOptions>;
