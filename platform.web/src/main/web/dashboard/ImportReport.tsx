import { RequestFailed } from '../api/client.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { t } from '../texts/t.ts';

/** Answer of `POST dashboards`. */
export interface Imported {
  readonly uid: string;
  readonly title: string;
  readonly panels: number;
  readonly converted: readonly string[];
  readonly notConverted: readonly string[];
}

const TAKEN = 409;

/** What became of a file that was taken over, or why it was not. */
export function ImportReport({
  imported,
  error,
  onReplace,
}: {
  imported: Imported | undefined;
  error: Error | null;
  onReplace: () => void;
}) {
  if (error) {
    const taken = error instanceof RequestFailed && error.status === TAKEN;
    return (
      <Banner tone="bad" title={t('dashboards.notImported')}>
        <p>{taken ? t('dashboards.taken') : error.message}</p>
        {taken && <Button onClick={onReplace}>{t('dashboards.replace')}</Button>}
      </Banner>
    );
  }
  if (!imported) return null;
  const { uid, title, panels, converted, notConverted } = imported;
  return (
    <Banner
      tone={notConverted.length > 0 ? 'warn' : 'good'}
      title={t('dashboards.imported', { title, count: panels })}
    >
      <PageLink path={`d/${encodeURIComponent(uid)}`}>{t('dashboards.open')}</PageLink>
      <Sentences title={t('dashboards.missing')} sentences={notConverted} />
      <Sentences title={t('dashboards.converted')} sentences={converted} />
    </Banner>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <details open={sentences.length <= 5}>
      <summary>{title}</summary>
      <ul>
        {sentences.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}
