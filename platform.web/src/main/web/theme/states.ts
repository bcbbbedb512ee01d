/** The colours of states in CSS variables, by theme: readable as text on the theme's canvas. */
export interface StateColors {
  readonly '--ok': string;
  readonly '--warning': string;
  readonly '--critical': string;
}

type ByMode = Readonly<Record<'dark' | 'light', StateColors>>;

export const STATES: ByMode = {
  dark: { '--ok': '#73bf69', '--warning': '#ff9830', '--critical': '#ff7383' },
  light: { '--ok': '#37872d', '--warning': '#b85c00', '--critical': '#c4162a' },
};

/** For who sees red and green alike: bluish green, yellow, vermilion, which also differ in how light they are. */
export const SAFE_STATES: ByMode = {
  dark: { '--ok': '#4fc9a4', '--warning': '#f0e442', '--critical': '#ee7b45' },
  light: { '--ok': '#006a56', '--warning': '#7a6d00', '--critical': '#7d2000' },
};
