import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { t } from '../texts/t.ts';
import { safeColors } from './sight.ts';
import { SAFE_STATES, STATES } from './states.ts';
import { theme as tokens } from './tokens.ts';

const ACCENT: MantineColorsTuple = [
  '#eef0ff',
  '#dcdfff',
  '#b9bfff',
  '#9aa6ff',
  '#7c8cff',
  '#6a7af5',
  '#5767e6',
  '#4453c9',
  '#3744a8',
  '#2b3685',
];
const GREYS: MantineColorsTuple = [
  '#ccccdc',
  '#b3b3c2',
  '#9a9aa8',
  '#6e6f7a',
  '#3f424a',
  '#2c3037',
  '#22252b',
  '#181b1f',
  '#111217',
  '#0b0c0f',
];

/** To be asked for when the texts are loaded. */
export const mantineTheme = () =>
  createTheme({
    primaryColor: 'accent',
    primaryShade: { light: 7, dark: 6 },
    colors: { accent: ACCENT, dark: GREYS },
    fontFamily: tokens('dark').font.family,
    fontFamilyMonospace: tokens('dark').font.mono,
    defaultRadius: 'sm',
    fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '18px' },
    headings: {
      fontWeight: '500',
      sizes: { h1: { fontSize: '20px' }, h2: { fontSize: '18px' }, h3: { fontSize: '14px' } },
    },
    cursorType: 'pointer',
    focusRing: 'auto',
    // By their names: as imports they would be in the first load.
    components: {
      Modal: { defaultProps: { closeButtonProps: { 'aria-label': t('form.close') } } },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('form.close') } } },
      PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': t('login.show') } } },
    },
  });

/** The tokens as CSS variables, for style sheets and for panels (variables reach into shadow roots). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  dark: variablesOf('dark'),
  light: variablesOf('light'),
});

function variablesOf(mode: 'dark' | 'light'): Record<string, string> {
  const { background, text, border } = tokens(mode);
  return {
    '--background-canvas': background.canvas,
    '--background-panel': background.panel,
    '--background-elevated': background.elevated,
    '--text-primary': text.primary,
    '--text-secondary': text.secondary,
    '--text-disabled': text.disabled,
    '--text-link': text.link,
    '--border-weak': border.weak,
    '--border-medium': border.medium,
    '--border-strong': border.strong,
    '--accent': mode === 'dark' ? '#7c8cff' : '#4453c9',
    ...(safeColors() ? SAFE_STATES : STATES)[mode],
    '--mantine-color-body': background.canvas,
    '--mantine-color-text': text.primary,
    '--mantine-color-dimmed': text.secondary,
    '--mantine-color-default-border': border.medium,
    '--mantine-color-anchor': text.link,
    '--mantine-color-error': 'var(--critical)',
  };
}
