import type { DashboardEntry } from '../api/types.ts';
import { PageLink } from '../shell/PageLink.tsx';
import { t } from '../texts/t.ts';
import { recent } from './recent.ts';

/** The dashboards that were opened last in this browser; nothing before the first. */
export function RecentDashboards({ dashboards }: { dashboards: readonly DashboardEntry[] }) {
  const shown = recent(dashboards);
  if (shown.length === 0) return null;
  return (
    <nav className="recent" aria-label={t('dashboards.recent')}>
      <span className="hint">{t('dashboards.recent')}</span>
      {shown.map(({ uid, title }) => (
        <PageLink key={uid} className="chip" path={`d/${encodeURIComponent(uid)}`}>
          {title}
        </PageLink>
      ))}
    </nav>
  );
}
