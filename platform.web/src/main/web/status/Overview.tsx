import { useQuery } from '@tanstack/react-query';
import { gnomon } from '../api/client.ts';
import { asText } from '../display/display.ts';
import { dateTime, fromNow, unit } from '../display/units.ts';
import { Banner } from '../shell/Banner.tsx';
import { Facts } from '../shell/Facts.tsx';
import { Loaded } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { useStatus } from './api.ts';

interface Runtime {
  readonly startTime: string;
  readonly CWD: string;
  readonly hostname: string;
  readonly reloadConfigSuccess: boolean;
  readonly lastConfigTime: string;
  readonly corruptionCount: number;
  readonly goroutineCount: number;
  readonly GOMAXPROCS: number;
  readonly GOMEMLIMIT: number;
  readonly storageRetention: string;
}
interface Build {
  readonly version: string;
  readonly goVersion: string;
}
interface Stored {
  readonly series: number;
  readonly samplesAppended: number;
  readonly diskBytes: number;
  readonly minTimeMillis?: number;
  readonly maxTimeMillis?: number;
}

/** Version, process and store in figures. */
export function Overview() {
  const build = useStatus<Build>('status/buildinfo').data;
  const runtime = useStatus<Runtime>('status/runtimeinfo');
  const stored = useQuery({
    queryKey: ['storage'],
    queryFn: ({ signal }) => gnomon.get<Stored>('storage', signal),
  });
  return (
    <>
      <Loaded query={runtime} failure={t('status.notLoaded')}>
        {facts => (
          <>
            {!facts.reloadConfigSuccess && <Banner tone="bad">{t('status.reloadFailed')}</Banner>}
            <h2 className="section-title">{t('status.process')}</h2>
            <Facts
              facts={[
                [t('plugins.version'), build?.version],
                [t('status.java'), build?.goVersion.replace(/^java/, '')],
                [t('status.host'), facts.hostname],
                [t('status.started'), fromNow(Date.parse(facts.startTime))],
                [t('status.folder'), facts.CWD],
                [t('status.loaded'), dateTime(Date.parse(facts.lastConfigTime))],
                [t('status.processors'), facts.GOMAXPROCS],
                [t('status.threads'), facts.goroutineCount],
                [t('status.heap'), bytes(facts.GOMEMLIMIT)],
                [t('status.retention'), facts.storageRetention],
                [t('status.damages'), facts.corruptionCount],
              ]}
            />
          </>
        )}
      </Loaded>
      <h2 className="section-title">{t('status.store')}</h2>
      <Loaded query={stored} failure={t('status.notLoaded')}>
        {store => (
          <Facts
            facts={[
              [t('status.series'), store.series.toLocaleString('en')],
              [t('status.samples'), store.samplesAppended.toLocaleString('en')],
              [t('status.disk'), bytes(store.diskBytes)],
              [t('status.oldest'), store.minTimeMillis && dateTime(store.minTimeMillis)],
              [t('status.newest'), store.maxTimeMillis && dateTime(store.maxTimeMillis)],
            ]}
          />
        )}
      </Loaded>
    </>
  );
}

function bytes(amount: number): string {
  return asText({ ...unit('bytes')(amount), numeric: amount });
}
