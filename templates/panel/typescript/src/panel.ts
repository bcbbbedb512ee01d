// The panel "__name__": a tile for each series. What a panel gets and must do stands in plugin-api/index.d.ts.
import type { ChangeKind, DataFrame, HostUi, PanelContext, PanelInstance, PanelPlugin } from '@gnomon/plugin-api';

/** Those of optionsSchema in plugin.json. */
interface Options {
  readonly calc: string;
  readonly size: 'small' | 'large';
  readonly showNames: boolean;
}
interface Tile {
  readonly name: string;
  readonly text: string;
  readonly color: string;
}

/**
 * A tile for each column of numbers. The page has applied unit, mappings, thresholds and overrides when it displays a value.
 *
 * @param frames what the queries answered
 * @param reduce makes one number of a series
 * @param calc which number: last, mean, max ...
 */
export function tilesOf(frames: readonly DataFrame[], reduce: HostUi['reduce'], calc: string): Tile[] {
  const numbers = frames.flatMap(frame => frame.fields.filter(field => field.type === 'number'));
  return numbers.map(field => {
    const { prefix = '', text, suffix = '', color = '' } = field.display(reduce(field, calc));
    return { name: field.displayName, text: prefix + text + suffix, color };
  });
}

/** An element with a class and a text; text never becomes markup. */
function box(className: string, text = ''): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  return element;
}

class Tiles implements PanelInstance<Options> {
  #tiles: readonly Tile[] = [];

  constructor(ctx: PanelContext<Options>) {
    this.#draw(ctx);
  }

  /** New data, other options, another size: everything is drawn anew, unless only the crosshair of other panels moved. */
  update(ctx: PanelContext<Options>, changed: ReadonlySet<ChangeKind>): void {
    if (changed.size === 1 && changed.has('cursor')) return;
    this.#draw(ctx);
  }

  #draw({ element, data, options, host }: PanelContext<Options>): void {
    this.#tiles = tilesOf(data.frames, host.ui.reduce, options.calc);
    element.className = `tiles ${options.size}`;
    element.replaceChildren(
      ...this.#tiles.map(({ name, text, color }) => {
        const tile = box('tile');
        tile.style.borderColor = color;
        tile.append(...(options.showNames ? [box('name', name)] : []), box('value', text));
        return tile;
      }),
    );
  }

  /** What a screen reader says of the panel. */
  describe(): string {
    return `${this.#tiles.length} tiles: ${this.#tiles.map(({ name, text }) => `${name} ${text}`).join(', ')}`;
  }

  /** Timers and listeners on anything but the panel's own elements would end here. */
  unmount(): void {}
}

export default { apiVersion: 1, mount: ctx => new Tiles(ctx) } satisfies PanelPlugin<Options>;
