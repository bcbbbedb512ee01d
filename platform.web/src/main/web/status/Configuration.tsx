import { Loaded } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { useStatus } from './api.ts';

/** The configuration in force as the server sees it, without its secrets. */
export function Configuration() {
  const query = useStatus<{ readonly yaml: string }>('status/config');
  return (
    <Loaded query={query} failure={t('status.notLoaded')}>
      {({ yaml }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled to by keyboard
        <pre className="source" tabIndex={0}>
          {yaml}
        </pre>
      )}
    </Loaded>
  );
}
