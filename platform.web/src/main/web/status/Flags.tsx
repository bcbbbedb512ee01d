import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { matchesWords } from '../shell/words.ts';
import { t } from '../texts/t.ts';
import { useStatus } from './api.ts';

/** The flags with which the server was started, those that nobody gave among them. */
export function Flags() {
  const [filter, setFilter] = useState('');
  const query = useStatus<Readonly<Record<string, string>>>('status/flags');
  return (
    <>
      <div className="toolbar">
        <TextInput
          size="xs"
          w={320}
          placeholder={t('status.filterFlags')}
          aria-label={t('status.filterFlags')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
        />
      </div>
      <Loaded query={query} failure={t('status.notLoaded')}>
        {flags => (
          <TableBox>
            <table className="flags">
              <thead>
                <tr>
                  <th scope="col">{t('status.flag')}</th>
                  <th scope="col">{t('query.value')}</th>
                </tr>
              </thead>
              <tbody>
                {Object.entries(flags)
                  .filter(entry => matchesWords(filter, entry))
                  .map(([name, value]) => (
                    <tr key={name}>
                      <td className="mono">--{name}</td>
                      <td className="mono break">{value}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </TableBox>
        )}
      </Loaded>
    </>
  );
}
