import { Banner } from '../shell/Banner.tsx';
import { t } from '../texts/t.ts';

const JOB = `scrape_configs:
  - job_name: node
    scheme: exporter
    static_configs: [{targets: [node]}]`;

/** Says how the server's own host comes onto the first page; for where nothing reports a host. */
export default function NoHost() {
  return (
    <Banner tone="info" title={t('home.noHost')}>
      {t('home.noHostHint')}
      <pre className="source">{JOB}</pre>
    </Banner>
  );
}
