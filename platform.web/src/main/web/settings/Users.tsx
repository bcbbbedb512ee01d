import { Modal, PasswordInput, Select, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useSession } from '../api/queries.ts';
import { useSend } from '../api/useSend.ts';
import { ConfirmDialog } from '../shell/ConfirmDialog.tsx';
import { Button } from '../shell/controls.tsx';
import { ListTable } from '../shell/ListTable.tsx';
import { Loaded } from '../shell/states.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { Outcome } from './Outcome.tsx';
import { ROLES, RoleSelect, type UserRole } from './RoleSelect.tsx';
import { useChecked } from './useChecked.ts';

interface User {
  readonly name: string;
  readonly role: UserRole;
}

const LIST = 'users';
const pathOf = (name: string) => `users/${encodeURIComponent(name)}`;

/** Who may log in, and what each may do. */
export function Users() {
  const users = useQuery({
    queryKey: [LIST],
    queryFn: ({ signal }) => gnomon.get<User[]>(LIST, signal),
  });
  const own = useSession().data?.user?.name;
  const send = useSend(LIST);
  const [making, setMaking] = useState(false);
  const [renewing, setRenewing] = useState<User>();
  const [removing, setRemoving] = useState<User>();
  return (
    <>
      <div className="toolbar">
        <Button variant="filled" onClick={() => setMaking(true)}>
          {t('users.add')}
        </Button>
        <span className="hint">{t('users.roles')}</span>
      </div>
      <Loaded query={users} failure={t('users.notLoaded')}>
        {list => (
          <ListTable
            rows={list}
            keyOf={user => user.name}
            columns={[
              {
                title: t('sources.name'),
                cell: ({ name }) => (
                  <>
                    {name} {name === own && <span className="chip">{t('users.you')}</span>}
                  </>
                ),
              },
              {
                title: t('users.role'),
                cell: user => (
                  <RoleSelect
                    label={t('users.roleOf', { name: user.name })}
                    value={user.role}
                    onChange={role =>
                      send.mutate({
                        method: 'PUT',
                        path: pathOf(user.name),
                        body: { role },
                        done: t('users.changed', { name: user.name }),
                      })
                    }
                  />
                ),
              },
            ]}
            actions={user => (
              <>
                <Button onClick={() => setRenewing(user)}>{t('users.newPassword')}</Button>
                <Button disabled={user.name === own} onClick={() => setRemoving(user)}>
                  {t('sources.delete')}
                </Button>
              </>
            )}
          />
        )}
      </Loaded>
      {making && (
        <UserDialog
          title={t('users.add')}
          withName
          onClose={() => setMaking(false)}
          onSave={async ({ name, password, role }) => {
            await gnomon.send('POST', LIST, { name, password, role });
            return t('users.added', { name });
          }}
        />
      )}
      {renewing && (
        <UserDialog
          title={t('users.newPasswordFor', { name: renewing.name })}
          onClose={() => setRenewing(undefined)}
          onSave={async ({ password }) => {
            await gnomon.send('PUT', pathOf(renewing.name), { password });
            return t('users.changed', { name: renewing.name });
          }}
        />
      )}
      {removing && (
        <ConfirmDialog
          title={t('dashboards.deleteTitle', { title: removing.name })}
          hint={t('users.deleteHint')}
          action={t('sources.delete')}
          onClose={() => setRemoving(undefined)}
          onConfirm={() =>
            send.mutate({
              method: 'DELETE',
              path: pathOf(removing.name),
              done: t('sources.deleted', { name: removing.name }),
            })
          }
        />
      )}
    </>
  );
}

interface Entered {
  readonly name: string;
  readonly password: string;
  readonly role: UserRole;
}

/** A new user, or a new password of one. */
function UserDialog({
  title,
  withName = false,
  onSave,
  onClose,
}: {
  title: string;
  withName?: boolean;
  /** Gives what is said when it worked. */
  onSave: (entered: Entered) => Promise<string>;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const { busy, result, problems, run } = useChecked();
  const [entered, setEntered] = useState<Entered>({ name: '', password: '', role: 'viewer' });
  const set = (changed: Partial<Entered>) => setEntered({ ...entered, ...changed });
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          void run([], async () => {
            toast.done(await onSave(entered));
            void queries.invalidateQueries({ queryKey: [LIST] });
            onClose();
            return undefined;
          });
        }}
      >
        {withName && (
          <>
            <TextInput
              label={t('sources.name')}
              withAsterisk
              autoComplete="off"
              value={entered.name}
              error={problems.find(({ path }) => path === '/name')?.message}
              onChange={event => set({ name: event.currentTarget.value })}
            />
            <Select
              label={t('users.role')}
              allowDeselect={false}
              data={[...ROLES]}
              value={entered.role}
              onChange={role => role && set({ role: role as UserRole })}
            />
          </>
        )}
        <PasswordInput
          label={t('login.password')}
          description={t('users.passwordHint')}
          withAsterisk
          autoComplete="new-password"
          value={entered.password}
          onChange={event => set({ password: event.currentTarget.value })}
        />
        <Outcome result={result} />
        <div className="controls end">
          <Button onClick={onClose}>{t('form.close')}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={busy}
            disabled={!entered.password || (withName && !entered.name)}
          >
            {t('sources.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
