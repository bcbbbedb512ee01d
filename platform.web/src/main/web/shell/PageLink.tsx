import type { ReactNode } from 'react';
import { addressOf, go } from '../router.ts';

/** A link to a page of this application; the browser's own ways to open a link elsewhere work. */
export function PageLink({
  path,
  parameters,
  label,
  className,
  current = false,
  children,
}: {
  path: string;
  parameters?: Readonly<Record<string, string>>;
  label?: string;
  className?: string;
  current?: boolean;
  children: ReactNode;
}) {
  return (
    <a
      href={addressOf(path, parameters)}
      title={label}
      className={className}
      aria-current={current ? 'page' : undefined}
      onClick={event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        go(path, parameters);
      }}
    >
      {children}
    </a>
  );
}
