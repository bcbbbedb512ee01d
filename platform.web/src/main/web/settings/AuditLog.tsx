import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { dateTime } from '../display/units.ts';
import { Button } from '../shell/controls.tsx';
import { Failure, Loading } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';

interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly user: string;
  readonly address: string;
  readonly method: string;
  readonly path: string;
  readonly subject: string;
  readonly status: number;
}
interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly next?: string;
}

const PAGE = '50';

/** Who changed what and who logged in, newest first, a page at a time. */
export function AuditLog() {
  const [entered, setUser] = useState('');
  const [user] = useDebouncedValue(entered.trim(), 400);
  const audit = useInfiniteQuery({
    queryKey: ['audit', user],
    queryFn: ({ signal, pageParam }) =>
      gnomon.get<AuditPage>(
        `audit?${new URLSearchParams({ limit: PAGE, user, ...(pageParam && { before: pageParam }) })}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next,
    retry: false,
  });
  const entries = audit.data?.pages.flatMap(page => page.entries) ?? [];
  return (
    <>
      <div className="toolbar">
        <TextInput
          size="xs"
          aria-label={t('audit.user')}
          placeholder={t('audit.user')}
          value={entered}
          onChange={event => setUser(event.currentTarget.value)}
        />
        <span className="hint">{t('audit.hint')}</span>
      </div>
      {audit.isPending && <Loading />}
      {audit.isError && <Failure title={t('audit.notLoaded')} error={audit.error} />}
      {audit.isSuccess && entries.length === 0 && <p className="hint">{t('audit.none')}</p>}
      {entries.length > 0 && (
        <TableBox>
          <table className="roomy">
            <thead>
              <tr>
                <th scope="col">{t('history.at')}</th>
                <th scope="col">{t('login.user')}</th>
                <th scope="col">{t('audit.what')}</th>
                <th scope="col">{t('audit.result')}</th>
                <th scope="col">{t('audit.address')}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(entry => (
                <tr key={entry.id}>
                  <td className="nowrap">{dateTime(Date.parse(entry.at))}</td>
                  <td>{entry.user}</td>
                  <td className="mono break">
                    {entry.method} {entry.path}
                    {entry.subject && <div className="hint">{entry.subject}</div>}
                  </td>
                  <td>
                    <span className={`health ${entry.status < 400 ? 'good' : 'bad'}`}>{entry.status}</span>
                  </td>
                  <td className="mono">{entry.address}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
      {audit.hasNextPage && (
        <div className="controls more">
          <Button loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {t('history.more')}
          </Button>
        </div>
      )}
    </>
  );
}
