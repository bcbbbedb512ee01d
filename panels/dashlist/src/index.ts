import { Drawn, html, plugin } from '@gnomon/panel-kit/drawn.ts';
import listStyle from '@gnomon/panel-kit/list.css?inline';
import { list, rowsOf } from '@gnomon/panel-kit/list.ts';
import type { PanelContext } from '@gnomon/plugin-api';
import { addressOf, type Dashboard, type Options, partsOf } from './dashboards.ts';

class DashboardList extends Drawn<Options> {
  #dashboards: Dashboard[] = [];
  #stars: readonly string[] = [];

  constructor(ctx: PanelContext<Options>) {
    super(ctx, listStyle);
  }

  describe(): string {
    const titles = this.#dashboards.slice(0, 5).map(d => d.title);
    const { t } = this.ctx.host;
    return t('Dashboard list, {count} dashboards: {titles}', {
      count: this.#dashboards.length,
      titles: titles.join(', ') || t('none'),
    });
  }

  draw(): void {
    this.#list();
    if (!this.ctx.options.showStarred) return;
    void this.ctx.host.stars().then(stars => {
      if (stars.join() === this.#stars.join()) return;
      this.#stars = stars;
      this.#list();
    });
  }

  #list(): void {
    const { data, options, host } = this.ctx;
    const parts = partsOf(rowsOf(data.frames), options, this.#stars, host.visited());
    this.#dashboards = parts.flatMap(part => part.dashboards);
    const entries: HTMLElement[] = [];
    for (const { heading, dashboards } of parts) {
      if (heading && dashboards.length > 0) entries.push(html('li', 'heading', host.t(heading)));
      let folder = '';
      for (const dashboard of dashboards) {
        if (options.showHeadings !== false && dashboard.folder !== folder && !heading) {
          folder = dashboard.folder;
          entries.push(html('li', 'heading', folder));
        }
        entries.push(this.#entry(dashboard));
      }
    }
    const scrolled = this.plot.firstElementChild?.scrollTop ?? 0;
    const box = list(host.t('Dashboards'), entries, this.#nothing());
    this.plot.replaceChildren(box);
    box.scrollTop = scrolled;
  }

  #nothing(): string {
    const { options, host } = this.ctx;
    const { showStarred, showRecentlyViewed, showSearch } = options;
    if (showSearch !== false) return host.t('No dashboard has this title, tag and folder');
    if (!showRecentlyViewed) return host.t('You have starred no dashboard');
    return showStarred
      ? host.t('You have starred and visited no dashboard')
      : host.t('You have visited no dashboard');
  }

  #entry(dashboard: Dashboard): HTMLElement {
    const { options, data, host } = this.ctx;
    const link = html('a', '', dashboard.title);
    const url = addressOf(dashboard, options, data.timeRange.raw);
    link.href = url;
    link.addEventListener('click', event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      host.openLink({ title: dashboard.title, url });
    });
    const main = html('div', 'main', link);
    const beside = options.showHeadings === false && options.showFolderNames !== false;
    if (beside && dashboard.folder) main.append(html('div', 'more', dashboard.folder));
    const tags = dashboard.tags.map(tag => html('span', 'tag', tag));
    return html('li', 'entry', main, html('span', 'side', ...tags));
  }
}

export default plugin<Options>(ctx => new DashboardList(ctx), { saysEmpty: true });
