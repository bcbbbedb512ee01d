import { Banner } from '../shell/Banner.tsx';
import { t } from '../texts/t.ts';
import { errorPosition } from './results.ts';

interface NoticesProps {
  readonly expression: string;
  readonly error?: Error;
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

/** What the server said about the query; a mistake is pointed at in the expression. */
export function Notices({ expression, error, warnings, infos }: NoticesProps) {
  return (
    <>
      {error && (
        <Banner tone="bad" title={t('panel.queryFailed')}>
          {error.message}
          <Pointer expression={expression} message={error.message} />
        </Banner>
      )}
      {warnings.map(warning => (
        <Banner key={warning} tone="warn">
          {warning}
        </Banner>
      ))}
      {infos.map(info => (
        <Banner key={info} tone="info">
          {info}
        </Banner>
      ))}
    </>
  );
}

function Pointer({ expression, message }: { expression: string; message: string }) {
  const position = errorPosition(message);
  const line = position && expression.split('\n')[position.line - 1];
  if (!position || line === undefined) return null;
  return <pre className="pointer">{`${line}\n${' '.repeat(Math.max(0, position.column - 1))}^`}</pre>;
}
