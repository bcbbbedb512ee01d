import type { Theme } from '@gnomon/plugin-api';
import { safeColors } from '../theme/sight.ts';

type Shade = 'super-light' | 'light' | 'base' | 'semi-dark' | 'dark';
const SHADES: readonly Shade[] = ['super-light', 'light', 'base', 'semi-dark', 'dark'];

type Hues = Readonly<Record<string, readonly string[]>>;

/** Six hues in five shades, in the order of SHADES; dashboards name them ("semi-dark-red"). */
export const CLASSIC: Hues = {
  green: ['#C8F2C2', '#96D98D', '#73BF69', '#56A64B', '#37872D'],
  yellow: ['#FFF899', '#FFEE52', '#F2CC0C', '#E0B400', '#CC9D00'],
  blue: ['#C0D8FF', '#8AB8FF', '#5794F2', '#3274D9', '#1F60C4'],
  orange: ['#FFCB7D', '#FFB357', '#FF9830', '#FF780A', '#FA6400'],
  red: ['#FFA6B0', '#FF7383', '#F2495C', '#E02F44', '#C4162A'],
  purple: ['#DEB6F2', '#CA95E5', '#B877D9', '#A352CC', '#8F3BB8'],
};

/** The same names for who sees red and green alike, around the eight colours of Okabe and Ito (2008). */
export const SAFE: Hues = {
  green: ['#A6E5D0', '#4FC9A4', '#009E73', '#00805D', '#006247'],
  yellow: ['#FBF7C0', '#F6EE86', '#F0E442', '#CFC22B', '#A69B14'],
  blue: ['#C9E6F8', '#8FCBF0', '#56B4E9', '#0072B2', '#005A8C'],
  orange: ['#F8DFA6', '#F1C04E', '#E69F00', '#BD8200', '#946600'],
  red: ['#F6C6A0', '#E98E4B', '#D55E00', '#AF4D00', '#883C00'],
  purple: ['#EED3E1', '#DDA6C4', '#CC79A7', '#B35A8C', '#8F4570'],
};

const HUES = safeColors() ? SAFE : CLASSIC;

/** Colours that dashboards name, the usual shades first. */
export const COLOR_NAMES: readonly string[] = [
  ...Object.keys(HUES),
  ...SHADES.filter(shade => shade !== 'base').flatMap(shade =>
    Object.keys(HUES).map(hue => `${shade}-${hue}`),
  ),
  'gray',
  'text',
  'transparent',
];

/** Series colours: the six hues, then their dark and their super-light shades. Light pages start one shade darker. */
export function palette(mode: 'dark' | 'light'): string[] {
  const order = mode === 'dark' ? [2, 4, 0, 3, 1] : [3, 4, 2, 1, 4];
  return order.flatMap(shade => Object.values(HUES).map(shades => shades[shade]));
}

/** "semi-dark-green", "red", "text", "transparent" or any CSS colour, as a CSS colour of the theme. */
export function resolveColor(name: string, theme: Theme): string {
  const match = /^(?:(super-light|light|semi-dark|dark)-)?(green|yellow|blue|orange|red|purple)$/.exec(name);
  // The base shades are made for dark pages; on light ones they are too pale to read.
  const base: Shade = theme.mode === 'dark' ? 'base' : 'semi-dark';
  if (match) return HUES[match[2]][SHADES.indexOf((match[1] as Shade | undefined) ?? base)];
  if (name === 'text') return theme.text.primary;
  if (name === 'gray' || name === 'grey') return '#8e8e8e';
  return name;
}

/** The colour with an opacity between 0 and 1; understands #rgb, #rrggbb and rgb(). */
export function withAlpha(color: string, alpha: number): string {
  const [r, g, b] = channels(color);
  return `rgba(${r}, ${g}, ${b}, ${alpha})`;
}

/** Between two colours; t from 0 to 1. */
export function mix(from: string, to: string, t: number): string {
  const a = channels(from);
  const b = channels(to);
  return `rgb(${a.map((c, i) => Math.round(c + (b[i] - c) * t)).join(', ')})`;
}

function channels(color: string): number[] {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color)?.[1];
  if (hex) {
    const full = hex.length === 3 ? [...hex].map(c => c + c).join('') : hex;
    return [0, 2, 4].map(i => Number.parseInt(full.slice(i, i + 2), 16));
  }
  const numbers = /^rgba?\(([^)]*)\)$/
    .exec(color)?.[1]
    .split(/[\s,/]+/)
    .slice(0, 3)
    .map(Number);
  return numbers?.length === 3 ? numbers : [128, 128, 128];
}

const CONTINUOUS: Readonly<Record<string, readonly string[]>> = {
  'continuous-GrYlRd': ['green', 'yellow', 'red'],
  'continuous-RdYlGr': ['red', 'yellow', 'green'],
  'continuous-BlYlRd': ['blue', 'yellow', 'red'],
  'continuous-YlRd': ['yellow', 'red'],
  'continuous-BlPu': ['blue', 'purple'],
  'continuous-YlBl': ['yellow', 'blue'],
  'continuous-blues': ['super-light-blue', 'dark-blue'],
  'continuous-reds': ['super-light-red', 'dark-red'],
  'continuous-greens': ['super-light-green', 'dark-green'],
  'continuous-purples': ['super-light-purple', 'dark-purple'],
};

/** A colour of a continuous scale; t from 0 to 1, undefined for a scale that is not known. */
export function continuousColor(mode: string, t: number, theme: Theme): string | undefined {
  const stops = CONTINUOUS[mode]?.map(name => resolveColor(name, theme));
  if (!stops) return undefined;
  const at = Math.min(1, Math.max(0, t)) * (stops.length - 1);
  const left = Math.min(Math.floor(at), stops.length - 2);
  return mix(stops[left], stops[left + 1], at - left);
}
