import { plugin } from '@gnomon/panel-kit/drawn.ts';
import { type StateOptions, StatePanel } from '@gnomon/panel-kit/statePanel.ts';
import { type StateRow, type Stretch, stateRows } from '@gnomon/panel-kit/states.ts';
import { cell } from './cells.ts';

interface Options extends StateOptions {
  readonly colWidth: number;
}

class StatusHistory extends StatePanel<Options> {
  protected readonly kind = 'Status history';

  protected rows(): StateRow[] {
    const { data, theme } = this.ctx;
    return stateRows(data.frames, data.timeRange.to + data.intervalMs, false, theme.palette);
  }

  protected place({ from, to }: Stretch, x: (time: number) => number): [number, number] {
    return cell(x(from), x(to), this.ctx.options.colWidth);
  }
}

export default plugin<Options>(ctx => new StatusHistory(ctx));
