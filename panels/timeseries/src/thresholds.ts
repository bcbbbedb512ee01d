import type { PanelContext } from '@gnomon/plugin-api';
import type uPlot from 'uplot';
import type { Options } from './custom.ts';
import type { Scale } from './scales.ts';

/** Thresholds as dashed lines, areas or both, where a series asks for it (`thresholdsStyle`). */
export function drawThresholds(u: uPlot, scales: readonly Scale[], { host }: PanelContext<Options>): void {
  for (const { lead, key } of scales) {
    const mode = lead.style.thresholdsStyle?.mode ?? 'off';
    const steps = lead.field.config.thresholds?.steps ?? [];
    if (mode === 'off' || steps.length === 0) continue;
    const { left, top, width, height } = u.bbox;
    const at = (value: number) => Math.min(top + height, Math.max(top, u.valToPos(value, key, true)));
    u.ctx.save();
    steps.forEach((step, i) => {
      const color = host.ui.color(step.color);
      const bottom = step.value === null ? top + height : at(step.value);
      const next = steps[i + 1]?.value;
      if (mode.includes('area')) {
        u.ctx.globalAlpha = 0.1;
        u.ctx.fillStyle = color;
        const upper = next === undefined || next === null ? top : at(next);
        u.ctx.fillRect(left, upper, width, bottom - upper);
      }
      const visible = step.value !== null && bottom > top && bottom < top + height;
      if ((mode.includes('line') || mode.includes('dashed')) && visible) {
        u.ctx.globalAlpha = 0.8;
        u.ctx.strokeStyle = host.ui.color(lineColor(steps, i));
        u.ctx.lineWidth = devicePixelRatio;
        u.ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
        u.ctx.beginPath();
        u.ctx.moveTo(left, bottom);
        u.ctx.lineTo(left + width, bottom);
        u.ctx.stroke();
      }
    });
    u.ctx.restore();
  }
}

/** A line at which an area ends that is not seen has the colour of the area below it. */
export function lineColor(steps: readonly { readonly color: string }[], index: number): string {
  const { color } = steps[index];
  return color === 'transparent' && index > 0 ? steps[index - 1].color : color;
}
