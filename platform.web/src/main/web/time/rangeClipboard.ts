import { copyText } from '../shell/clipboard.ts';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { type RawRange, rawTime, resolveRange } from './range.ts';

/** `{"from":"now-1h","to":"now"}`, as Grafana copies ranges; moments in ISO 8601 UTC, so that the zone of the reader does not matter. */
export function rangeJson({ from, to }: RawRange): string {
  const written = (raw: string) => (/^\d+$/.test(raw) ? new Date(Number(raw)).toISOString() : raw);
  return JSON.stringify({ from: written(from), to: written(to) });
}

/** The range in a text: such JSON, or an address with `from` and `to`; undefined when there is none. */
export function readRange(text: string, now = Date.now()): RawRange | undefined {
  const { from, to } = jsonOf(text) ?? parametersOf(text);
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  const range = { from: rawTime(from, now), to: rawTime(to, now, true) };
  if (range.from === undefined || range.to === undefined) return undefined;
  const raw = { from: range.from, to: range.to };
  return resolveRange(raw, now).raw === raw ? raw : undefined;
}

function jsonOf(text: string): Partial<RawRange> | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
}

function parametersOf(text: string): { from: string | null; to: string | null } {
  const parameters = new URLSearchParams(text.slice(text.indexOf('?') + 1));
  return { from: parameters.get('from'), to: parameters.get('to') };
}

export function copyRange(range: RawRange): Promise<void> {
  return copyText(rangeJson(range));
}

/** The range in the clipboard; undefined, with a notice, when there is none or the browser does not hand it out. */
export async function pastedRange(): Promise<RawRange | undefined> {
  let text: string;
  try {
    text = await navigator.clipboard.readText();
  } catch {
    // Over plain HTTP there is no clipboard at all.
    toast.failed(t('time.pasteByHand'));
    return undefined;
  }
  const range = readRange(text);
  if (!range) toast.failed(t('time.noRange'));
  return range;
}
