import { Alert } from '@mantine/core';
import type { Checked } from '../api/types.ts';
import { t } from '../texts/t.ts';

export function Outcome({ result }: { result: Checked | undefined }) {
  if (!result) return null;
  return (
    <Alert
      color={result.ok ? 'green' : 'red'}
      variant="light"
      title={t(result.ok ? 'form.worked' : 'form.failed')}
      role="status"
    >
      {result.message}
    </Alert>
  );
}
