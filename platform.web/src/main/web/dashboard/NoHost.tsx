import { useQuery } from '@tanstack/react-query';
import { prometheus } from '../api/client.ts';
import { Banner } from '../shell/Banner.tsx';
import { t } from '../texts/t.ts';

const JOB = `scrape_configs:
  - job_name: node
    scheme: exporter
    static_configs: [{targets: [node]}]`;

/** Says how the server's own host comes onto the first page, when nothing reports a host. */
export default function NoHost() {
  const reported = useQuery({
    queryKey: ['host reported'],
    queryFn: async ({ signal }) => {
      const answer = await prometheus<{ result: unknown[] }>('query', { query: 'group(node_load1)' }, signal);
      return answer.data.result.length > 0;
    },
    refetchInterval: 30_000,
  });
  return (
    reported.data === false && (
      <Banner tone="info" title={t('home.noHost')}>
        {t('home.noHostHint')}
        <pre className="source">{JOB}</pre>
      </Banner>
    )
  );
}
