/** Decimals that keep three significant digits; none for whole numbers. */
export function autoDecimals(value: number): number {
  const abs = Math.abs(value);
  if (abs === 0 || !Number.isFinite(value) || Number.isInteger(value)) return 0;
  return Math.min(12, Math.max(0, 2 - Math.floor(Math.log10(abs))));
}

/** Fixed decimals, or three significant digits when none are given. */
export function formatNumber(value: number, decimals?: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '∞';
  if (value === -Infinity) return '-∞';
  const abs = Math.abs(value);
  if (abs >= 1e21 || (abs > 0 && abs < 1e-12)) return value.toExponential(decimals ?? 2);
  const text = value.toFixed(Math.min(20, Math.max(0, decimals ?? autoDecimals(value))));
  return Number(text) === 0 && text.startsWith('-') ? text.slice(1) : text;
}
