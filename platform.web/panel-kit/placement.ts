export type Placement = 'bottom' | 'right';

/** The share of a panel's width that a legend at the right may have. */
const MOST = 0.6;
/** Pixels for the names beyond the few that a table leaves them, where there are so many. */
const NAMES = 72;
/** Widths are multiples of this many pixels, so that a longer number does not move the picture each time. */
const STEP = 16;

/** Where a legend stands: at the right as long as all its columns have room there, else below the picture. */
export class LegendPlace {
  /** Pixels of the widest panel in which it was cut at the right. */
  #cutAt = 0;

  /**
   * Draws the legend; one that is cut at the right gets the room that it needs there, or is drawn once more below. Says
   * where it stands.
   *
   * @param width of the panel in pixels
   * @param keys what the legend is drawn into; `draw` gives it its usual width
   */
  drawn(
    width: number,
    wanted: Placement,
    keys: Pick<HTMLElement, 'firstElementChild' | 'offsetWidth'> & { readonly style: { width: string } },
    draw: (placement: Placement) => void,
  ): Placement {
    const placement = width <= this.#cutAt ? 'bottom' : wanted;
    draw(placement);
    const box = keys.firstElementChild;
    if (placement === 'bottom' || !box || box.scrollWidth <= box.clientWidth + 1) return placement;
    const needed = STEP * Math.ceil((keys.offsetWidth + box.scrollWidth - box.clientWidth) / STEP);
    const most = Math.floor(width * MOST);
    if (needed <= most) {
      keys.style.width = `${Math.min(needed + NAMES, most)}px`;
      return placement;
    }
    this.#cutAt = width;
    draw('bottom');
    return 'bottom';
  }
}
