import { Drawn, html, plugin } from '@gnomon/panel-kit/drawn.ts';
import listStyle from '@gnomon/panel-kit/list.css?inline';
import { age, list, rowsOf } from '@gnomon/panel-kit/list.ts';
import type { PanelContext } from '@gnomon/plugin-api';
import { type Alert, alertsOf, type Group, groupsOf, type Options } from './alerts.ts';
import panelStyle from './panel.css?inline';

/** Colours of the states as names of the theme; the word stands beside. */
const COLORS: Readonly<Record<Alert['state'], string>> = {
  firing: 'red',
  error: 'purple',
  pending: 'orange',
  inactive: 'green',
  unknown: '#8e8e99',
};

class AlertList extends Drawn<Options> {
  #alerts: Alert[] = [];

  constructor(ctx: PanelContext<Options>) {
    super(ctx, listStyle + panelStyle);
  }

  describe(): string {
    const count = (state: Alert['state']) => this.#alerts.filter(a => a.state === state).length;
    const { t } = this.ctx.host;
    const [first] = this.#alerts;
    const counts = t('Alert list, {firing} firing, {pending} pending, {shown} shown.', {
      firing: count('firing'),
      pending: count('pending'),
      shown: this.#alerts.length,
    });
    return first ? `${counts} ${t('First: {name}.', { name: first.name })}` : counts;
  }

  draw(): void {
    const { data, options, host } = this.ctx;
    const { t } = host;
    this.#alerts = alertsOf(rowsOf(data.frames), options);
    if (options.viewMode === 'stat') {
      const worst = this.#alerts.some(a => a.state === 'firing') ? 'firing' : 'inactive';
      const number = html('div', 'count', String(this.#alerts.length));
      number.style.color = host.ui.color(COLORS[worst]);
      this.plot.replaceChildren(number);
      return;
    }
    const scrolled = this.plot.firstElementChild?.scrollTop ?? 0;
    const entries = groupsOf(this.#alerts, options).map(group => this.#entry(group));
    const box = list(t('Alerts'), entries, t('No alert is in one of these states'));
    this.plot.replaceChildren(box);
    box.scrollTop = scrolled;
  }

  #entry(group: Group): HTMLElement {
    const { host } = this.ctx;
    const [first] = group.alerts;
    const oldest = Math.min(...group.alerts.map(a => a.since).filter(at => !Number.isNaN(at)));
    const main = html('div', 'main', html('div', 'name', group.name));
    if (first.summary) main.append(html('div', 'more', first.summary));
    if (this.ctx.options.showInstances)
      for (const alert of group.alerts) main.append(instance(alert, host.t(alert.state)));
    const state = html('span', 'state', host.t(first.state));
    state.style.setProperty('--state', host.ui.color(COLORS[first.state]));
    const entry = html('li', 'entry', state, main);
    if (group.alerts.length > 1) entry.append(html('span', 'side', `×${group.alerts.length}`));
    if (Number.isFinite(oldest)) entry.append(html('span', 'side', age(oldest, Date.now(), host)));
    return entry;
  }
}

function instance(alert: Alert, state: string): HTMLElement {
  const labels = Object.entries(alert.labels)
    .filter(([name]) => name !== 'alertname')
    .map(([name, value]) => html('span', 'tag', `${name}=${value}`));
  return html('div', 'more', `${state} `, ...labels);
}

export default plugin<Options>(ctx => new AlertList(ctx), { saysEmpty: true });
