import { useNotifications } from '@mantine/notifications';
import { lazy, Suspense, useRef } from 'react';

const Notices = lazy(() => import('./Notices.tsx'));

/** The notices in the corner; what shows them is loaded with the first one. */
export function Toasts() {
  const some = useNotifications().notifications.length > 0;
  const begun = useRef(false);
  begun.current ||= some;
  return (
    begun.current && (
      <Suspense>
        <Notices position="bottom-right" />
      </Suspense>
    )
  );
}
