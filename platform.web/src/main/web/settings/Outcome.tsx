import type { Checked } from '../api/types.ts';
import { Banner } from '../shell/Banner.tsx';
import { t } from '../texts/t.ts';

export function Outcome({ result }: { result: Checked | undefined }) {
  if (!result) return null;
  return (
    <Banner tone={result.ok ? 'good' : 'bad'} title={t(result.ok ? 'form.worked' : 'form.failed')}>
      {result.message}
    </Banner>
  );
}
