import { useShortcuts } from '../shell/shortcuts.ts';
import { type RawRange, resolveRange, shifted, zoomOut } from './range.ts';

/** Shortcuts of a time range: wider, half a range earlier or later, held where it is. */
export function useTimeKeys(range: RawRange, setRange: (range: RawRange) => void): void {
  useShortcuts({
    't z': () => setRange(zoomOut(range)),
    't ArrowLeft': () => setRange(shifted(range, -1)),
    't ArrowRight': () => setRange(shifted(range, 1)),
    't a': () => {
      const { from, to } = resolveRange(range);
      setRange({ from: String(from), to: String(to) });
    },
  });
}
