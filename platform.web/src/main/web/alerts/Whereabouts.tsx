import { Banner } from '../shell/Banner.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { t } from '../texts/t.ts';

/** A file that a form changes. */
export interface FilePlace {
  readonly file: string;
  /** Whether it is one of `alerting.d`. */
  readonly fragment: boolean;
  readonly writable: boolean;
}

/** Which file a change goes to, if it may, and the way to its text. */
export function Whereabouts({ place: { file, fragment, writable } }: { place: FilePlace }) {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  const text = (
    <PageLink path="alerts/file" parameters={{ kind: 'alerting', name, ...(!fragment && { kept: file }) }}>
      {t('files.asText')}
    </PageLink>
  );
  if (writable)
    return (
      <p className="hint">
        {t('receivers.file', { file })} {text}
      </p>
    );
  return (
    <Banner tone="info">
      {t('receivers.notWritable', { file })} {text}
    </Banner>
  );
}
