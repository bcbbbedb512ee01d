import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useSend } from '../api/useSend.ts';
import { dateTime, fromNow } from '../display/units.ts';
import { Banner } from '../shell/Banner.tsx';
import { ConfirmDialog } from '../shell/ConfirmDialog.tsx';
import { Copied } from '../shell/Copied.tsx';
import { Button } from '../shell/controls.tsx';
import { ListTable } from '../shell/ListTable.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { ROLES, type UserRole } from './RoleSelect.tsx';

interface Token {
  readonly name: string;
  readonly role: UserRole;
  readonly createdAt: string;
  readonly usedAt: string | null;
  readonly expiresAt: string | null;
}
interface MadeToken {
  readonly name: string;
  readonly token: string;
}

const LIST = 'tokens';
/** How long a token may be valid; the first is without end. */
const DAYS = ['', '7', '30', '90', '365'] as const;

/** Keys for programs; the secret of a new one is shown once. */
export function Tokens() {
  const tokens = useQuery({
    queryKey: [LIST],
    queryFn: ({ signal }) => gnomon.get<Token[]>(LIST, signal),
  });
  const make = useSend<MadeToken>(LIST);
  const remove = useSend(LIST);
  const [name, setName] = useState('');
  const [role, setRole] = useState<UserRole>('viewer');
  const [days, setDays] = useState('');
  const [removing, setRemoving] = useState<Token>();
  const made = make.data;
  return (
    <>
      <form
        className="toolbar"
        onSubmit={event => {
          event.preventDefault();
          const body = { name, role, days: days ? Number(days) : null };
          make.mutate({ method: 'POST', path: LIST, body }, { onSuccess: () => setName('') });
        }}
      >
        <TextInput
          size="xs"
          aria-label={t('tokens.name')}
          placeholder={t('tokens.name')}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Select
          size="xs"
          w={120}
          aria-label={t('users.role')}
          allowDeselect={false}
          data={[...ROLES]}
          value={role}
          onChange={value => value && setRole(value as UserRole)}
        />
        <Select
          size="xs"
          w={150}
          aria-label={t('tokens.validFor')}
          allowDeselect={false}
          data={DAYS.map(count => ({
            value: count,
            label: count ? t('tokens.days', { count }) : t('tokens.always'),
          }))}
          value={days}
          onChange={value => setDays(value ?? '')}
        />
        <Button type="submit" variant="filled" disabled={!name} loading={make.isPending}>
          {t('tokens.add')}
        </Button>
      </form>
      {made && (
        <Banner tone="good" title={t('tokens.made', { name: made.name })}>
          <p>{t('tokens.onlyNow')}</p>
          <Copied label={t('tokens.header')} text={`Authorization: Bearer ${made.token}`} rows={2} />
        </Banner>
      )}
      <Loaded query={tokens} failure={t('tokens.notLoaded')}>
        {list =>
          list.length === 0 ? (
            <Empty title={t('tokens.none')} text={t('tokens.noneHint')} />
          ) : (
            <ListTable
              rows={list}
              keyOf={token => token.name}
              columns={[
                { title: t('sources.name'), cell: token => token.name },
                { title: t('users.role'), cell: token => token.role },
                {
                  title: t('tokens.since'),
                  cell: token => dateTime(Date.parse(token.createdAt)),
                  className: 'nowrap',
                },
                {
                  title: t('tokens.used'),
                  cell: ({ usedAt }) => (usedAt ? fromNow(Date.parse(usedAt)) : t('tokens.neverUsed')),
                  className: 'nowrap',
                },
                {
                  title: t('tokens.until'),
                  cell: ({ expiresAt }) => <Until expiresAt={expiresAt} />,
                  className: 'nowrap',
                },
              ]}
              actions={token => <Button onClick={() => setRemoving(token)}>{t('tokens.revoke')}</Button>}
            />
          )
        }
      </Loaded>
      {removing && (
        <ConfirmDialog
          title={t('tokens.revokeTitle', { name: removing.name })}
          hint={t('tokens.revokeHint')}
          action={t('tokens.revoke')}
          onClose={() => setRemoving(undefined)}
          onConfirm={() => {
            remove.mutate({
              method: 'DELETE',
              path: `${LIST}/${encodeURIComponent(removing.name)}`,
              done: t('sources.deleted', { name: removing.name }),
            });
            if (removing.name === made?.name) make.reset();
          }}
        />
      )}
    </>
  );
}

function Until({ expiresAt }: Pick<Token, 'expiresAt'>) {
  if (!expiresAt) return '–';
  const over = Date.parse(expiresAt) <= Date.now();
  return over ? <span className="problem">{t('tokens.over')}</span> : dateTime(Date.parse(expiresAt));
}
