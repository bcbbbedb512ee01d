import { type TextKey, t } from '../texts/t.ts';
import { PageLink } from './PageLink.tsx';
import '../theme/tabs.css';

export interface Tab {
  /** Below the context root; it tells the tabs of one page apart. */
  readonly path: string;
  readonly text: TextKey;
}

/** Links to the parts of a page. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ path, text }) => (
        <PageLink key={path} path={path} current={path === current}>
          {t(text)}
        </PageLink>
      ))}
    </nav>
  );
}
