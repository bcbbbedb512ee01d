import { useShortcuts } from '../shell/shortcuts.ts';
import { type RawRange, resolveRange, shifted, zoomOut } from './range.ts';

/** Comes with the first range that is copied or pasted. */
const clipboard = () => import('./rangeClipboard.ts');

/** Shortcuts of a time range: wider, half a range earlier or later, held where it is, copied and pasted. */
export function useTimeKeys(range: RawRange, setRange: (range: RawRange) => void): void {
  useShortcuts({
    't z': () => setRange(zoomOut(range)),
    't ArrowLeft': () => setRange(shifted(range, -1)),
    't ArrowRight': () => setRange(shifted(range, 1)),
    't a': () => {
      const { from, to } = resolveRange(range);
      setRange({ from: String(from), to: String(to) });
    },
    't c': () => void clipboard().then(({ copyRange }) => copyRange(range)),
    't v': () =>
      void clipboard()
        .then(({ pastedRange }) => pastedRange())
        .then(pasted => pasted && setRange(pasted)),
  });
}
