import { html } from '@gnomon/panel-kit/drawn.ts';
import type { PanelContext } from '@gnomon/plugin-api';
import type uPlot from 'uplot';
import type { Options } from './custom.ts';
import type { Scale } from './scales.ts';

/** A threshold of a scale's leading series: its number among the steps and its value. */
interface Threshold {
  readonly scale: Scale;
  readonly step: number;
  readonly value: number;
}

/** Lines of thresholds that the pointer and the arrow keys move, where the page takes the new value (`setThreshold`). */
export class ThresholdHandles {
  readonly element = html('div', 'thresholds');
  readonly #latest: () => { ctx: PanelContext<Options>; scales: readonly Scale[] };
  #dragged = false;
  /** The handle that was moved by keyboard: it keeps the focus when all are made anew. */
  #focused: number | undefined;

  constructor(latest: () => { ctx: PanelContext<Options>; scales: readonly Scale[] }) {
    this.#latest = latest;
  }

  /** Puts a handle over each line; while one is dragged all stay where they are. */
  draw(u: uPlot): void {
    if (this.#dragged) return;
    const { ctx, scales } = this.#latest();
    const wanted = ctx.host.setThreshold ? movable(scales) : [];
    const handles = wanted.map((threshold, index) => this.#handle(u, threshold, index));
    this.element.replaceChildren(...handles);
    if (this.#focused !== undefined) handles[this.#focused]?.focus();
  }

  #handle(u: uPlot, { scale, step, value }: Threshold, index: number): HTMLElement {
    const { host } = this.#latest().ctx;
    const grip = html('span', 'grip');
    const handle = html('div', 'threshold', grip);
    const [low, high] = [u.scales[scale.key].min ?? 0, u.scales[scale.key].max ?? 0];
    let now = value;
    const show = (next: number) => {
      now = next;
      const text = host.ui.ticks(scale.lead.field, [next])[0];
      handle.style.top = `${u.valToPos(Math.min(high, Math.max(low, next)), scale.key)}px`;
      handle.setAttribute('aria-valuenow', String(next));
      handle.setAttribute('aria-valuetext', text);
      grip.textContent = text;
    };
    handle.tabIndex = 0;
    for (const [name, text] of [
      ['role', 'slider'],
      ['aria-label', host.t('Threshold')],
      ['aria-orientation', 'vertical'],
      ['aria-valuemin', String(low)],
      ['aria-valuemax', String(high)],
    ])
      handle.setAttribute(name, text);
    show(value);
    const settle = () => {
      this.#dragged = false;
      if (now !== value) host.setThreshold?.(scale.lead.key, step, now);
    };
    const pixel = (high - low) / u.over.clientHeight;
    handle.addEventListener('mousedown', event => event.stopPropagation());
    handle.addEventListener('pointerdown', event => {
      event.stopPropagation();
      handle.setPointerCapture(event.pointerId);
      this.#dragged = true;
    });
    handle.addEventListener('pointermove', event => {
      if (!this.#dragged) return;
      const top = event.clientY - u.over.getBoundingClientRect().top;
      const inside = Math.min(u.over.clientHeight, Math.max(0, top));
      show(rounded(u.posToVal(inside, scale.key), pixel));
    });
    handle.addEventListener('pointerup', settle);
    handle.addEventListener('pointercancel', settle);
    handle.addEventListener('focus', () => {
      this.#focused = index;
    });
    handle.addEventListener('blur', () => {
      if (handle.isConnected) this.#focused = undefined;
    });
    handle.addEventListener('keydown', event => {
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
      event.preventDefault();
      event.stopPropagation();
      show(rounded(value + (event.key === 'ArrowUp' ? 5 : -5) * pixel, pixel));
      settle();
    });
    return handle;
  }
}

function movable(scales: readonly Scale[]): Threshold[] {
  return scales.flatMap(scale => {
    const mode = scale.lead.style.thresholdsStyle?.mode ?? 'off';
    if (!mode.includes('line') && !mode.includes('dashed')) return [];
    return (scale.lead.field.config.thresholds?.steps ?? []).flatMap(({ value }, step) =>
      value === null ? [] : [{ scale, step, value }],
    );
  });
}

/** A value with no more digits than a pixel tells apart. */
export function rounded(value: number, pixel: number): number {
  const exponent = Math.floor(Math.log10(pixel));
  if (!Number.isFinite(exponent)) return value;
  const unit = 10 ** Math.abs(exponent);
  return exponent < 0 ? Math.round(value * unit) / unit : Math.round(value / unit) * unit;
}
