import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { prometheus } from '../api/client.ts';
import { Empty, Loading } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { parseDuration, type RawRange, resolveRange } from '../time/range.ts';
import { Notices } from './Notices.tsx';
import { type PromData, toRows } from './results.ts';

const MAX_ROWS = 2000;

interface TableResultProps {
  readonly expression: string;
  readonly range: RawRange;
  readonly refresh: string;
  readonly run: number;
}

/** The values at the end of the range. */
export function TableResult({ expression, range, refresh, run }: TableResultProps) {
  const query = useQuery({
    queryKey: ['query', expression, range.to, run],
    queryFn: ({ signal }) =>
      prometheus<PromData>(
        'query',
        { query: expression, time: String(resolveRange(range).to / 1000) },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: parseDuration(refresh) ?? false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const rows = query.data ? toRows(query.data.data) : [];
  const many = rows.length > MAX_ROWS ? [t('query.tooMany', { found: rows.length, shown: MAX_ROWS })] : [];
  return (
    <>
      <Notices
        expression={expression}
        {...(query.isError && { error: query.error })}
        warnings={[...many, ...(query.data?.warnings ?? [])]}
        infos={query.data?.infos ?? []}
      />
      {query.isPending && <Loading />}
      {query.isSuccess && rows.length === 0 && (
        <Empty title={t('query.nothing')} text={t('query.nothingHint')} />
      )}
      {!query.isError && rows.length > 0 && (
        <TableBox>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('query.series', { count: rows.length })}</th>
                <th scope="col" className="number">
                  {t('query.value')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, MAX_ROWS).map(row => (
                <tr key={row.series}>
                  <td className="mono break">{row.series}</td>
                  <td className="number pre">{row.value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </>
  );
}
