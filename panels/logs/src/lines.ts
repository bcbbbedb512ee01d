import type { DataFrame, Field } from '@gnomon/plugin-api';

export type Dedup = 'none' | 'exact' | 'numbers' | 'signature';
export type Level = 'critical' | 'error' | 'warning' | 'info' | 'debug' | 'trace' | 'unknown';

export interface Line {
  /** Milliseconds; NaN when the frame has no time. */
  readonly time: number;
  readonly text: string;
  readonly level: Level;
  readonly labels: Readonly<Record<string, string>>;
  /** How many lines were joined into this one. */
  readonly count: number;
}

const LEVELS: readonly [RegExp, Level][] = [
  [/^(critical|crit|fatal|emerg|alert|panic)/i, 'critical'],
  [/^(error|err|eror)/i, 'error'],
  [/^warn/i, 'warning'],
  [/^(info|notice)/i, 'info'],
  [/^(debug|dbug)/i, 'debug'],
  [/^trace/i, 'trace'],
];
const IN_TEXT =
  /\b(?:level|lvl|severity)["']?\s*[=:]\s*["']?([a-z]+)|\b(critical|fatal|error|warn(?:ing)?|info|debug|trace)\b/i;

/** Level from the labels, else from what the line says of itself. */
export function levelOf(text: string, labels: Readonly<Record<string, string>>): Level {
  const named = labels.level ?? labels.severity ?? labels.detected_level ?? labels.lvl;
  const found = IN_TEXT.exec(text);
  const word = named ?? found?.[1] ?? found?.[2] ?? '';
  return LEVELS.find(([pattern]) => pattern.test(word))?.[1] ?? 'unknown';
}

/** Lines of all frames in the wanted order; neighbours that are alike are joined. */
export function linesOf(frames: readonly DataFrame[], newestFirst: boolean, dedup: Dedup): Line[] {
  const lines = frames.flatMap(linesIn);
  const sign = newestFirst ? -1 : 1;
  if (lines.every(line => !Number.isNaN(line.time))) lines.sort((a, b) => sign * (a.time - b.time));
  if (dedup === 'none') return lines;
  const joined: Line[] = [];
  let key: string | undefined;
  for (const line of lines) {
    const own = signature(line.text, dedup);
    const last = joined[joined.length - 1];
    if (last && own === key) joined[joined.length - 1] = { ...last, count: last.count + 1 };
    else joined.push(line);
    key = own;
  }
  return joined;
}

function linesIn(frame: DataFrame): Line[] {
  const time = frame.fields.find(f => f.type === 'time');
  const texts = frame.fields.filter(f => f.type === 'string');
  const body = texts.find(f => /^(line|body|message|msg|content)$/i.test(f.name)) ?? texts[0];
  if (!body) return [];
  const others = frame.fields.filter(f => f !== body && f !== time && f.name !== 'tsNs' && f.name !== 'id');
  return Array.from({ length: frame.length }, (_, row) => {
    const labels = labelsAt(body, others, row);
    const text = String(body.values[row] ?? '');
    const at = time ? Number(time.values[row]) : Number.NaN;
    return { time: at, text, level: levelOf(text, labels), labels, count: 1 };
  });
}

function labelsAt(body: Field, others: readonly Field[], row: number): Record<string, string> {
  const labels: Record<string, string> = { ...body.labels };
  for (const field of others) {
    const value = field.nulls?.[row] ? undefined : field.values[row];
    if (value === undefined || value === null) continue;
    if (typeof value === 'object')
      for (const [name, text] of Object.entries(value)) labels[name] = String(text);
    else labels[field.displayName] = String(value);
  }
  return labels;
}

function signature(text: string, dedup: Dedup): string {
  if (dedup === 'numbers') return text.replace(/\d+/g, '#');
  return dedup === 'signature' ? text.replace(/[\p{L}\p{N}]/gu, '') : text;
}

/** Labels that all lines share. */
export function commonLabels(lines: readonly Line[]): Record<string, string> {
  const [first] = lines;
  if (!first) return {};
  return Object.fromEntries(
    Object.entries(first.labels).filter(([name, value]) => lines.every(line => line.labels[name] === value)),
  );
}

/** JSON indented; other lines as they are. */
export function pretty(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
