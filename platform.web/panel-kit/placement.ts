export type Placement = 'bottom' | 'right';

/** Where a legend stands: at the right as long as all its columns can be seen there, else below the picture. */
export class LegendPlace {
  /** Pixels of the widest panel in which it was cut at the right. */
  #cutAt = 0;

  /**
   * Draws the legend, and once more when it is cut; says where it stands.
   *
   * @param width of the panel in pixels
   * @param keys what the legend is drawn into
   */
  drawn(
    width: number,
    wanted: Placement,
    keys: Pick<HTMLElement, 'firstElementChild'>,
    draw: (placement: Placement) => void,
  ): Placement {
    const placement = width <= this.#cutAt ? 'bottom' : wanted;
    draw(placement);
    const box = keys.firstElementChild;
    if (placement === 'bottom' || !box || box.scrollWidth <= box.clientWidth + 1) return placement;
    this.#cutAt = width;
    draw('bottom');
    return 'bottom';
  }
}
