import { useLayoutEffect } from 'react';
import { sayTimes, weekStartOf, zoneOf } from '../time/zone.ts';
import type { Dashboard } from './model.ts';

/** While the dashboard is in sight, times are those of its zone; the address (`timezone=utc`) counts over it. */
export function useDashboardTimes({ timezone, weekStart }: Dashboard, parameters: URLSearchParams): void {
  const zone = zoneOf(parameters.get('timezone') ?? timezone);
  const first = weekStartOf(weekStart);
  useLayoutEffect(() => {
    sayTimes({ zone, weekStart: first });
    return () => sayTimes({});
  }, [zone, first]);
}
