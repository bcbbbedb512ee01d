import type { Theme } from '@gnomon/plugin-api';
import { palette } from '../display/colors.ts';

export type Mode = 'dark' | 'light';

const FONT = {
  family: "'Inter Variable', system-ui, sans-serif",
  mono: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
  size: 14,
  sizeSmall: 12,
};

const DARK: Theme = {
  mode: 'dark',
  palette: palette('dark'),
  background: { canvas: '#111217', panel: '#181b1f', elevated: '#22252b' },
  text: {
    primary: 'rgb(204, 204, 220)',
    secondary: 'rgba(204, 204, 220, 0.65)',
    disabled: 'rgba(204, 204, 220, 0.61)',
    link: '#9aa6ff',
  },
  border: {
    weak: 'rgba(204, 204, 220, 0.12)',
    medium: 'rgba(204, 204, 220, 0.2)',
    strong: 'rgba(204, 204, 220, 0.3)',
  },
  font: FONT,
  grid: 'rgba(204, 204, 220, 0.09)',
  spacing: 8,
  radius: 4,
};

const LIGHT: Theme = {
  mode: 'light',
  palette: palette('light'),
  background: { canvas: '#f4f5f5', panel: '#ffffff', elevated: '#ffffff' },
  text: {
    primary: 'rgb(36, 41, 46)',
    secondary: 'rgba(36, 41, 46, 0.75)',
    disabled: 'rgba(36, 41, 46, 0.64)',
    link: '#4453c9',
  },
  border: {
    weak: 'rgba(36, 41, 46, 0.12)',
    medium: 'rgba(36, 41, 46, 0.3)',
    strong: 'rgba(36, 41, 46, 0.4)',
  },
  font: FONT,
  grid: 'rgba(36, 41, 46, 0.1)',
  spacing: 8,
  radius: 4,
};

/** What panels and the page are coloured with. */
export function theme(mode: Mode): Theme {
  return mode === 'dark' ? DARK : LIGHT;
}
