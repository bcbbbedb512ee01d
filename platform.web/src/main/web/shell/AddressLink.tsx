import type { ReactNode } from 'react';
import { followLink, resolvedAddress } from '../router.ts';
import { Icon } from './icons.tsx';

/** A link that somebody wrote into a dashboard: within this application the page stays, others open as a browser does. */
export function AddressLink({
  address,
  blank,
  title,
  children,
}: {
  address: string;
  blank: boolean;
  title?: string;
  children: ReactNode;
}) {
  const target = resolvedAddress(address);
  if (!target) return <span title={address}>{children}</span>;
  return (
    <a
      className="address-link"
      href={target.href}
      title={title}
      {...(blank && { target: '_blank', rel: 'noopener' })}
      onClick={event => {
        if (blank || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        followLink(address, false);
      }}
    >
      <Icon name="link" size={13} />
      {children}
    </a>
  );
}
