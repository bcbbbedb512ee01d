import type { Field } from '@gnomon/plugin-api';

/** `fieldConfig.defaults.custom` and its overrides: how one series is drawn. */
export interface SeriesStyle {
  readonly drawStyle: 'line' | 'bars' | 'points';
  readonly lineInterpolation: 'linear' | 'smooth' | 'stepBefore' | 'stepAfter';
  readonly lineWidth: number;
  readonly fillOpacity: number;
  readonly gradientMode: 'none' | 'opacity' | 'hue' | 'scheme';
  readonly spanNulls: boolean | number;
  readonly showPoints: 'auto' | 'always' | 'never';
  readonly pointSize: number;
  readonly axisPlacement: 'auto' | 'left' | 'right' | 'hidden';
  readonly axisLabel?: string;
  readonly axisSoftMin?: number;
  readonly axisSoftMax?: number;
  readonly axisCenteredZero?: boolean;
  readonly transform?: 'constant' | 'negative-Y';
  readonly lineStyle?: { readonly fill?: 'solid' | 'dash' | 'dot'; readonly dash?: readonly number[] };
  readonly stacking?: { readonly mode?: 'none' | 'normal' | 'percent'; readonly group?: string };
  readonly scaleDistribution?: { readonly type?: 'linear' | 'log'; readonly log?: number };
  readonly thresholdsStyle?: { readonly mode?: string };
  readonly hideFrom?: { readonly viz?: boolean; readonly legend?: boolean; readonly tooltip?: boolean };
  readonly fillBelowTo?: string;
}

const DEFAULTS: SeriesStyle = {
  drawStyle: 'line',
  lineInterpolation: 'linear',
  lineWidth: 1,
  fillOpacity: 10,
  gradientMode: 'none',
  spanNulls: false,
  showPoints: 'auto',
  pointSize: 5,
  axisPlacement: 'auto',
};

export function styleOf(field: Field): SeriesStyle {
  return { ...DEFAULTS, ...(field.config.custom as Partial<SeriesStyle> | undefined) };
}

export interface Options {
  readonly legend: {
    readonly showLegend: boolean;
    readonly displayMode: 'list' | 'table' | 'hidden';
    readonly placement: 'bottom' | 'right';
    readonly calcs: readonly string[];
    readonly sortBy?: string;
    readonly sortDesc?: boolean;
  };
  readonly tooltip: { readonly mode: 'single' | 'multi' | 'none'; readonly sort: 'none' | 'asc' | 'desc' };
}
