import { expect, test } from 'vitest';
import { SAFE_STATES, type StateColors } from '../theme/states.ts';
import { theme } from '../theme/tokens.ts';
import { CLASSIC, SAFE } from './colors.ts';

type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

// How linear RGB looks without the red or the green cones: Machado, Oliveira and Fernandes (2009), severity 1.
const PROTANOPIA: Matrix = [
  [0.152286, 1.052583, -0.204868],
  [0.114503, 0.786281, 0.099216],
  [-0.003882, -0.048116, 1.051998],
];
const DEUTERANOPIA: Matrix = [
  [0.367322, 0.860646, -0.227968],
  [0.280085, 0.672501, 0.047413],
  [-0.01182, 0.04294, 0.968881],
];
// Linear sRGB to XYZ, D65.
const XYZ: Matrix = [
  [0.4124, 0.3576, 0.1805],
  [0.2126, 0.7152, 0.0722],
  [0.0193, 0.1192, 0.9505],
];
const WHITE: Rgb = [0.9505, 1, 1.089];

const times = (m: Matrix, v: Rgb) =>
  m.map(row => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Rgb;

function linear(hex: string): Rgb {
  return [1, 3, 5].map(at => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
}

/** CIE L*a*b*. */
function lab(rgb: Rgb): Rgb {
  const [x, y, z] = times(XYZ, rgb).map((c, i) => {
    const t = Math.max(0, c) / WHITE[i];
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The smallest distance between two of the colours as seen with such eyes. */
function closest(colors: readonly string[], sight: Matrix): number {
  const seen = colors.map(color => lab(times(sight, linear(color))));
  const distances = seen.flatMap((a, i) =>
    seen.slice(i + 1).map(b => Math.hypot(...a.map((c, k) => c - b[k]))),
  );
  return Math.min(...distances);
}

/** The base shade of each hue. */
const base = (hues: Readonly<Record<string, readonly string[]>>) =>
  Object.values(hues).map(shades => shades[2]);

/** Contrast of two colours as WCAG 2 counts it. */
function contrast(a: string, b: string): number {
  const [light, dark] = [a, b].map(color => times(XYZ, linear(color))[1]).sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test('the safe hues can be told apart without red or green cones, better than the classic ones', () => {
  for (const sight of [PROTANOPIA, DEUTERANOPIA]) {
    expect(closest(base(SAFE), sight)).toBeGreaterThan(10);
    expect(closest(base(SAFE), sight)).toBeGreaterThan(closest(base(CLASSIC), sight));
  }
});

test('both sets have the same names and shades', () => {
  expect(Object.keys(SAFE)).toEqual(Object.keys(CLASSIC));
  for (const shades of Object.values(SAFE)) expect(shades).toHaveLength(5);
});

test('good, warning and critical can be told apart without red or green cones, and read as text', () => {
  for (const mode of ['dark', 'light'] as const) {
    const colors: StateColors = SAFE_STATES[mode];
    const states = [colors['--ok'], colors['--warning'], colors['--critical']];
    for (const sight of [PROTANOPIA, DEUTERANOPIA]) expect(closest(states, sight)).toBeGreaterThan(15);
    const { canvas, panel } = theme(mode).background;
    for (const state of states)
      for (const background of [canvas, panel]) expect(contrast(state, background)).toBeGreaterThan(4.5);
  }
});
