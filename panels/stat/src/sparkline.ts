import type { Field } from '@gnomon/plugin-api';

/** Draws the field's line over the whole canvas with a fading area below it; gaps stay gaps. */
export function drawSparkline(
  canvas: HTMLCanvasElement,
  field: Field,
  color: string,
  width: number,
  height: number,
): void {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  ctx.scale(ratio, ratio);
  const points = pointsOf(field, width, height);
  const gradient = ctx.createLinearGradient(0, 0, 0, height);
  gradient.addColorStop(0, color);
  gradient.addColorStop(1, 'transparent');
  for (const run of points) {
    if (run.length < 2) continue;
    ctx.beginPath();
    run.forEach(([x, y], i) => {
      if (i === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    });
    ctx.globalAlpha = 0.9;
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.25;
    ctx.lineJoin = 'round';
    ctx.stroke();
    ctx.lineTo(run[run.length - 1][0], height);
    ctx.lineTo(run[0][0], height);
    ctx.closePath();
    ctx.globalAlpha = 0.22;
    ctx.fillStyle = gradient;
    ctx.fill();
  }
}

/** Runs of neighbouring samples in pixels; what the field has as its least and its largest value is in the picture. */
export function pointsOf(field: Field, width: number, height: number): [number, number][][] {
  const values = field.values as ArrayLike<number>;
  let low = field.config.min ?? Infinity;
  let high = field.config.max ?? -Infinity;
  const present = (i: number) => !field.nulls?.[i] && Number.isFinite(values[i]);
  for (let i = 0; i < values.length; i++) {
    if (!present(i)) continue;
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  if (low >= 0 && low < high * 0.6) low = 0;
  const span = high - low;
  const y = (value: number) => (span > 0 ? height - 1 - ((value - low) / span) * (height - 3) : height / 2);
  const runs: [number, number][][] = [];
  let run: [number, number][] = [];
  for (let i = 0; i < values.length; i++) {
    if (present(i)) {
      if (run.length === 0) runs.push(run);
      run.push([values.length > 1 ? (i / (values.length - 1)) * width : width / 2, y(values[i])]);
    } else run = [];
  }
  return runs;
}
