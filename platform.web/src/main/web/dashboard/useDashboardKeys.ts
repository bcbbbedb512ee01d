import { useStars } from '../api/useStars.ts';
import { go, isKiosk, usePlace } from '../router.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import type { RawRange } from '../time/range.ts';
import { useTimeKeys } from '../time/useTimeKeys.ts';

/** Shortcuts of a dashboard as a whole: its time range, a new look at the data, its star, nothing but the panels. */
export function useDashboardKeys(
  uid: string,
  range: RawRange,
  setRange: (range: RawRange) => void,
  refresh: () => void,
): void {
  const { path, parameters } = usePlace();
  const stars = useStars();
  const kiosk = isKiosk(parameters);
  const setKiosk = (on: boolean) => {
    const next = new URLSearchParams(parameters);
    next.delete('d');
    next.delete('kiosk');
    if (on) next.set('kiosk', '');
    go(path, next);
  };
  useTimeKeys(range, setRange);
  useShortcuts({
    'd r': refresh,
    'd k': () => setKiosk(!kiosk),
    ...(kiosk && { Escape: () => setKiosk(false) }),
    'd *': () => (stars ? stars.toggle(uid) : false),
  });
}
