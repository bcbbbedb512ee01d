import { useCallback, useRef, useState } from 'react';
import type { PanelLook } from './look.ts';

/**
 * A panel's options and settings of fields, and how the panel changes them: into the dashboard while that is edited, else for
 * as long as the panel is shown and the dashboard's own settings stay the same.
 *
 * @param onLook keeps what was changed; undefined: nobody does
 */
export function useLook(
  given: PanelLook,
  onLook: ((look: PanelLook) => void) | undefined,
): [look: PanelLook, change: (changed: (look: PanelLook) => PanelLook) => void] {
  const [own, setOwn] = useState<{ readonly instead: PanelLook; readonly look: PanelLook }>();
  const look = own && !onLook && isSame(own.instead, given) ? own.look : given;
  const latest = useRef({ given, look, onLook });
  latest.current = { given, look, onLook };
  const change = useCallback((changed: (look: PanelLook) => PanelLook) => {
    const now = latest.current;
    const next = changed(now.look);
    if (now.onLook) now.onLook(next);
    else setOwn({ instead: now.given, look: next });
  }, []);
  return [look, change];
}

function isSame(a: PanelLook, b: PanelLook): boolean {
  return a.options === b.options && a.fieldConfig === b.fieldConfig;
}
