import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { prometheus } from '../api/client.ts';
import { usePanelTypes } from '../api/queries.ts';
import { SharedCursor } from '../panels/host.ts';
import { PanelView } from '../panels/PanelView.tsx';
import { copyText } from '../shell/clipboard.ts';
import { Button } from '../shell/controls.tsx';
import { download } from '../shell/download.ts';
import { Icon } from '../shell/icons.tsx';
import { Empty, Loading } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { parseDuration, type RawRange, resolveRange } from '../time/range.ts';
import { Notices } from './Notices.tsx';
import type { PromData } from './results.ts';
import { firstRows, separated, toTable } from './table.ts';

/** More rows than this nobody reads; the file has them all. */
const MAX_ROWS = 100_000;
/** Names and values keep their room beside any number of labels. */
const FIELDS = {
  defaults: { custom: { filterable: true } },
  overrides: ['__name__', 'Value'].map(options => ({
    matcher: { id: 'byName', options },
    properties: [{ id: 'custom.minWidth', value: 180 }],
  })),
};

interface TableResultProps {
  readonly expression: string;
  readonly range: RawRange;
  readonly refresh: string;
  readonly run: number;
  readonly onTimeRange: (from: string, to: string) => void;
}

/** The values at the end of the range in the table panel: sorted and filtered by its headings, taken along as text. */
export function TableResult({ expression, range, refresh, run, onTimeRange }: TableResultProps) {
  const types = usePanelTypes();
  const cursor = useMemo(() => new SharedCursor(), []);
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
  const data = query.data?.data;
  const table = useMemo(() => data && toTable(data), [data]);
  const answer = useMemo(() => table && { panelId: 0, frames: [firstRows(table, MAX_ROWS)] }, [table]);
  const resolved = useMemo(() => resolveRange(range), [range]);
  const found = table?.rows ?? 0;
  const many = found > MAX_ROWS ? [t('query.tooMany', { found, shown: MAX_ROWS })] : [];
  return (
    <>
      <Notices
        expression={expression}
        {...(query.isError && { error: query.error })}
        warnings={[...many, ...(query.data?.warnings ?? [])]}
        infos={query.data?.infos ?? []}
      />
      {query.isPending && <Loading />}
      {query.isSuccess && found === 0 && <Empty title={t('query.nothing')} text={t('query.nothingHint')} />}
      {!query.isError && table && found > 0 && (
        <>
          <div className="toolbar">
            <span className="hint">{t('query.rows', { count: found })}</span>
            <Button
              leftSection={<Icon name="copy" size={14} />}
              onClick={() => void copyText(separated(table, '\t'))}
            >
              {t('query.copy')}
            </Button>
            <Button
              leftSection={<Icon name="download" size={14} />}
              onClick={() => download('query.csv', 'text/csv', separated(table, ','))}
            >
              {t('panel.csv')}
            </Button>
          </div>
          <div className="query-graph under-toolbar">
            <PanelView
              typeId="table"
              title={expression}
              known={types !== undefined}
              type={types?.get('table')}
              fieldConfig={FIELDS}
              answer={answer}
              range={resolved}
              expectsData
              loading={query.isFetching}
              cursor={cursor}
              onTimeRange={onTimeRange}
            />
          </div>
        </>
      )}
    </>
  );
}
