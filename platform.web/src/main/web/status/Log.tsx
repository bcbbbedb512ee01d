import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useMay, useSession } from '../api/queries.ts';
import { dateTime } from '../display/units.ts';
import { Button } from '../shell/controls.tsx';
import { download } from '../shell/download.ts';
import { Icon } from '../shell/icons.tsx';
import { Empty, Loaded, Loading } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

interface Line {
  readonly number: number;
  readonly at: string;
  readonly level: Level;
  readonly logger: string;
  readonly message: string;
}

const LOOKS = { debug: 'idle', info: 'good', warn: 'warn', error: 'bad' } as const;

/** What the server logged of late, newest first; new lines come by themselves. For administrators. */
export function Log() {
  const session = useSession();
  const admin = useMay('admin');
  if (session.isPending) return <Loading />;
  return admin ? <Lines /> : <Empty title={t('log.forAdmins')} text={t('log.forAdminsHint')} />;
}

function Lines() {
  const [level, setLevel] = useState<Level>('info');
  const [entered, setText] = useState('');
  const [text] = useDebouncedValue(entered.trim(), 300);
  const wanted = new URLSearchParams({ level, ...(text && { text }) }).toString();
  const query = useQuery({
    queryKey: ['logs', wanted],
    queryFn: ({ signal }) => gnomon.get<Line[]>(`logs?${wanted}`, signal),
    placeholderData: keepPreviousData,
  });
  const save = async () => {
    try {
      const file = await gnomon.request(`logs.txt?${wanted}`, {});
      download('gnomon-log.txt', 'text/plain', await file.text());
    } catch (e) {
      toast.failed((e as Error).message);
    }
  };
  return (
    <>
      <div className="toolbar">
        <Select
          size="xs"
          w={150}
          aria-label={t('log.level')}
          allowDeselect={false}
          data={LEVELS.map(value => ({ value, label: t(`log.from.${value}`) }))}
          value={level}
          onChange={value => value && setLevel(value as Level)}
        />
        <TextInput
          size="xs"
          w={320}
          placeholder={t('log.filter')}
          aria-label={t('log.filter')}
          value={entered}
          onChange={event => setText(event.currentTarget.value)}
        />
        <Button leftSection={<Icon name="download" size={14} />} onClick={() => void save()}>
          {t('log.download')}
        </Button>
      </div>
      <Loaded query={query} failure={t('log.notLoaded')}>
        {lines =>
          lines.length === 0 ? (
            <Empty title={t('log.none')} text={t('log.noneHint')} />
          ) : (
            <>
              <p className="subtitle">{t('log.summary', { count: lines.length })}</p>
              <TableBox>
                <table>
                  <caption className="visually-hidden">{t('status.tab.log')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('history.at')}</th>
                      <th scope="col">{t('log.level')}</th>
                      <th scope="col">{t('log.message')}</th>
                      <th scope="col">{t('log.logger')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {lines.map(line => (
                      <tr key={line.number}>
                        <td className="nowrap">{dateTime(Date.parse(line.at))}</td>
                        <td>
                          <span className={`health ${LOOKS[line.level]}`}>{line.level}</span>
                        </td>
                        <td className="mono break sentence">{line.message}</td>
                        <td className="mono" title={line.logger}>
                          {line.logger.slice(line.logger.lastIndexOf('.') + 1)}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableBox>
            </>
          )
        }
      </Loaded>
    </>
  );
}
