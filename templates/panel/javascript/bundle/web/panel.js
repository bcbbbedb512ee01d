// The panel "__name__": a tile for each series. The server's page imports this file as it is; it may import nothing itself.
// What a panel gets and must do stands in plugin-api/index.d.ts.

/** @typedef {import('@gnomon/plugin-api').DataFrame} DataFrame */
/** @typedef {import('@gnomon/plugin-api').HostUi} HostUi */
/** @typedef {{calc: string, size: 'small' | 'large', showNames: boolean}} Options those of optionsSchema in plugin.json */
/** @typedef {import('@gnomon/plugin-api').PanelContext<Options>} Context */
/** @typedef {{name: string, text: string, color: string}} Tile */

/**
 * A tile for each column of numbers. The page has applied unit, mappings, thresholds and overrides when it displays a value.
 *
 * @param {readonly DataFrame[]} frames what the queries answered
 * @param {HostUi['reduce']} reduce makes one number of a series
 * @param {string} calc which number: last, mean, max ...
 * @returns {Tile[]}
 */
export function tilesOf(frames, reduce, calc) {
  const numbers = frames.flatMap(frame => frame.fields.filter(field => field.type === 'number'));
  return numbers.map(field => {
    const { prefix = '', text, suffix = '', color = '' } = field.display(reduce(field, calc));
    return { name: field.displayName, text: prefix + text + suffix, color };
  });
}

/**
 * An element with a class and a text; text never becomes markup.
 *
 * @param {string} className
 * @param {string} [text]
 */
function box(className, text = '') {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  return element;
}

class Tiles {
  /** @param {Context} ctx */
  constructor(ctx) {
    /** @type {Tile[]} */
    this.tiles = [];
    this.draw(ctx);
  }

  /**
   * New data, other options, another size: everything is drawn anew, unless only the crosshair of other panels moved.
   *
   * @param {Context} ctx
   * @param {ReadonlySet<string>} changed
   */
  update(ctx, changed) {
    if (changed.size === 1 && changed.has('cursor')) return;
    this.draw(ctx);
  }

  /** @param {Context} ctx */
  draw({ element, data, options, host }) {
    this.tiles = tilesOf(data.frames, host.ui.reduce, options.calc);
    element.className = `tiles ${options.size}`;
    element.replaceChildren(
      ...this.tiles.map(({ name, text, color }) => {
        const tile = box('tile');
        tile.style.borderColor = color;
        tile.append(...(options.showNames ? [box('name', name)] : []), box('value', text));
        return tile;
      }),
    );
  }

  /** What a screen reader says of the panel. */
  describe() {
    return `${this.tiles.length} tiles: ${this.tiles.map(({ name, text }) => `${name} ${text}`).join(', ')}`;
  }

  /** Timers and listeners on anything but the panel's own elements would end here. */
  unmount() {}
}

/** @type {import('@gnomon/plugin-api').PanelPlugin<Options>} */
export default { apiVersion: 1, mount: ctx => new Tiles(ctx) };
