// Anchors of colour scales. Sequential and diverging ones follow ColorBrewer (Brewer, Harrower), the others are
// the public-domain scales of matplotlib, taken at even distances; between anchors colours are mixed in sRGB.
const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  Oranges: ['#fff5eb', '#fdd0a2', '#fd8d3c', '#d94801', '#7f2704'],
  Blues: ['#f7fbff', '#c6dbef', '#6baed6', '#2171b5', '#08306b'],
  Greens: ['#f7fcf5', '#c7e9c0', '#74c476', '#238b45', '#00441b'],
  Reds: ['#fff5f0', '#fcbba1', '#fb6a4a', '#cb181d', '#67000d'],
  Purples: ['#fcfbfd', '#dadaeb', '#9e9ac8', '#6a51a3', '#3f007d'],
  Greys: ['#ffffff', '#d9d9d9', '#969696', '#525252', '#000000'],
  Spectral: ['#9e0142', '#f46d43', '#fee08b', '#e6f598', '#66c2a5', '#5e4fa2'],
  RdYlGn: ['#a50026', '#f46d43', '#fee08b', '#d9ef8b', '#66bd63', '#006837'],
  Viridis: ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'],
  Inferno: ['#000004', '#57106e', '#bc3754', '#f98e09', '#fcffa4'],
  Magma: ['#000004', '#51127c', '#b73779', '#fc8961', '#fcfdbf'],
  Plasma: ['#0d0887', '#7e03a8', '#cc4778', '#f89540', '#f0f921'],
  Turbo: ['#30123b', '#4686fb', '#1ae4b6', '#a2fc3c', '#fbb938', '#e5450a', '#7a0403'],
};

export interface ColorOptions {
  readonly mode: 'scheme' | 'opacity';
  readonly scheme: string;
  readonly scale: 'exponential' | 'linear';
  readonly exponent: number;
  readonly steps: number;
  readonly reverse: boolean;
}

/** Colours for shares 0 to 1. On dark pages the light end of a sequential scheme stands for much. */
export function colorScale(
  { mode, scheme, scale, exponent, steps, reverse }: ColorOptions,
  dark: boolean,
  fill: string,
): (share: number) => string {
  const bent = (share: number) => {
    const x = Math.min(1, Math.max(0, share));
    if (mode === 'opacity') return scale === 'exponential' ? x ** exponent : x;
    return Math.min(steps - 1, Math.floor(x * steps)) / (steps - 1);
  };
  if (mode === 'opacity')
    return share => `color-mix(in srgb, ${fill} ${Math.round(bent(share) * 100)}%, transparent)`;
  const anchors = SCHEMES[scheme] ?? SCHEMES.Oranges;
  const sequential = scheme.endsWith('s') && anchors.length === 5 && /^#f/.test(anchors[0]);
  const turn = (sequential && dark) !== reverse;
  return share => mix(anchors, turn ? 1 - bent(share) : bent(share));
}

function mix(anchors: readonly string[], share: number): string {
  const at = share * (anchors.length - 1);
  const i = Math.min(anchors.length - 2, Math.floor(at));
  const part = (hex: string, k: number) => Number.parseInt(hex.slice(1 + 2 * k, 3 + 2 * k), 16);
  const channel = (k: number) =>
    Math.round(part(anchors[i], k) + (at - i) * (part(anchors[i + 1], k) - part(anchors[i], k)));
  return `rgb(${channel(0)}, ${channel(1)}, ${channel(2)})`;
}
