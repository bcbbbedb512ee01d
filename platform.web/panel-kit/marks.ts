import type { Annotation, PanelContext, TooltipRow } from '@gnomon/plugin-api';
import { html, plain } from './drawn.ts';
import { clock } from './list.ts';

/** An annotation as it is drawn; pixels from the left end of the plot. */
export interface PlacedMark {
  readonly annotation: Annotation;
  readonly left: number;
  /** 0 for a moment. */
  readonly width: number;
}

/** Those in the plot, cut at its ends, the earliest first so that the keyboard goes from left to right. */
export function placed(
  annotations: readonly Annotation[],
  x: (time: number) => number,
  width: number,
): PlacedMark[] {
  return annotations
    .flatMap(annotation => {
      const { time, timeEnd = time } = annotation;
      const from = x(time);
      const to = x(timeEnd);
      if (!(to >= 0 && from <= width)) return [];
      const left = Math.max(0, from);
      return [{ annotation, left, width: timeEnd > time ? Math.min(width, to) - left : 0 }];
    })
    .sort((a, b) => a.left - b.left);
}

/** What the tooltip of an annotation says. */
export function marksRows(annotation: Annotation, zone: string): TooltipRow[] {
  const { title, text, tags = [], time, timeEnd, color } = annotation;
  const end = timeEnd !== undefined && timeEnd > time ? `– ${clock(timeEnd, zone)}` : '';
  const lines = [title, ...(text ?? '').split('\n'), tags.join(', ')].filter(line => line);
  return (lines.length > 0 ? lines : ['']).map((line, i) => ({
    label: line ?? '',
    color: i === 0 ? color : 'transparent',
    value: plain(i === 0 ? end : ''),
  }));
}

/**
 * Annotations over a plot: a dashed line with a triangle at the time axis, a region as a tinted stretch. The triangles
 * are buttons that can be reached by keyboard; they show what it is about, and open it.
 */
export class Marks {
  /** To be put over the plot area, whose size it takes. */
  readonly element = html('div', 'marks');
  readonly #context: () => PanelContext<unknown>;
  readonly #tooltip;

  constructor(context: () => PanelContext<unknown>) {
    this.#context = context;
    this.#tooltip = context().host.ui.tooltip(this.element);
  }

  /** Draws those of the panel's data; `x` gives pixels from the left end of the plot. */
  draw(x: (time: number) => number, width: number): void {
    const { annotations } = this.#context().data;
    if (annotations.length === 0 && this.element.childElementCount === 0) return;
    const parts = placed(annotations, x, width).flatMap(mark => this.#parts(mark));
    const root = this.element.getRootNode() as Document | ShadowRoot;
    const focused = this.element.contains(root.activeElement)
      ? root.activeElement?.getAttribute('aria-label')
      : undefined;
    this.element.replaceChildren(...parts);
    // New data must not take the keyboard's place away.
    if (focused) parts.find(part => part.getAttribute('aria-label') === focused)?.focus();
  }

  dispose(): void {
    this.#tooltip.dispose();
    this.element.remove();
  }

  #parts({ annotation, left, width }: PlacedMark): HTMLElement[] {
    const kind = width > 0 ? 'region' : '';
    const line = html('i', kind);
    const button = html('button', kind);
    const color = this.#context().host.ui.color(annotation.color);
    for (const part of [line, button]) part.style.setProperty('--mark', color);
    line.style.left = `${left}px`;
    line.style.width = `${width}px`;
    button.type = 'button';
    button.style.left = `${width > 0 ? left : left - 5}px`;
    button.style.width = `${Math.max(11, width)}px`;
    button.setAttribute('aria-label', this.#label(annotation));
    const show = () =>
      this.#tooltip.show(
        left,
        this.element.offsetHeight - 20,
        marksRows(annotation, this.#context().timeZone),
        annotation.time,
      );
    const hide = () => this.#tooltip.hide();
    button.addEventListener('pointerenter', show);
    button.addEventListener('focus', show);
    button.addEventListener('pointerleave', hide);
    button.addEventListener('blur', hide);
    button.addEventListener('click', () => {
      hide();
      const { time, timeEnd, id } = annotation;
      this.#context().host.annotate?.({
        time,
        ...(timeEnd !== undefined && { timeEnd }),
        ...(id !== undefined && { id }),
      });
    });
    // The plot below must neither follow the pointer nor begin to zoom.
    for (const type of ['mousemove', 'pointermove', 'mousedown', 'mouseup', 'dblclick', 'click'])
      button.addEventListener(type, event => event.stopPropagation());
    return [line, button];
  }

  #label({ title, text, tags = [], time }: Annotation): string {
    const words = [title, text, tags.join(', ')].filter(part => part).join(', ');
    return `${words}, ${clock(time, this.#context().timeZone)}`;
  }
}
