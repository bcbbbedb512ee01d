import { Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RequestFailed } from '../api/client.ts';
import { t } from '../texts/t.ts';
import { Banner } from './Banner.tsx';
import { Button } from './controls.tsx';

export function Loading() {
  return (
    <div className="state" role="status" aria-label={t('state.loading')}>
      <Loader size="sm" type="bars" />
    </div>
  );
}

/** Nothing is there: says so and offers the one next action. */
export function Empty({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <div className="state">
      <strong>{title}</strong>
      <p>{text}</p>
      {action}
    </div>
  );
}

/** Something failed: what the server said, and a way to try again. */
export function Failure({ title, error, onRetry }: { title: string; error: Error; onRetry?: () => void }) {
  const hint = error instanceof RequestFailed && error.status === 0 ? t('state.unreachable') : error.message;
  return (
    <Banner tone="bad" title={title}>
      <p>{hint}</p>
      {onRetry && <Button onClick={onRetry}>{t('state.retry')}</Button>}
    </Banner>
  );
}

/** What a request brought; until then that it is on its way, or why it failed and a way to try again. */
export function Loaded<T>({
  query,
  failure,
  children,
}: {
  query: UseQueryResult<T>;
  failure: string;
  children: (data: T) => ReactNode;
}) {
  if (query.isPending) return <Loading />;
  if (query.isError)
    return <Failure title={failure} error={query.error} onRetry={() => void query.refetch()} />;
  return children(query.data);
}
