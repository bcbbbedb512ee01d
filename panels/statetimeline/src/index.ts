import { plugin } from '@gnomon/panel-kit/drawn.ts';
import { type StateOptions, StatePanel } from '@gnomon/panel-kit/statePanel.ts';
import { type StateRow, type Stretch, stateRows } from '@gnomon/panel-kit/states.ts';
import type { PanelContext } from '@gnomon/plugin-api';

interface Options extends StateOptions {
  readonly mergeValues: boolean;
}

class StateTimeline extends StatePanel<Options> {
  protected readonly kind = 'State timeline';

  protected rows(): StateRow[] {
    const { data, options, theme } = this.ctx;
    return stateRows(data.frames, data.timeRange.to, options.mergeValues, theme.palette);
  }

  protected place({ from, to }: Stretch, x: (time: number) => number): [number, number] {
    return [x(from), x(to) - x(from)];
  }
}

export default plugin<Options>((ctx: PanelContext<Options>) => new StateTimeline(ctx));
