import { Modal, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon, setCsrfToken } from '../api/client.ts';
import type { Session } from '../api/types.ts';
import { t } from '../texts/t.ts';
import { Button } from './controls.tsx';

export default function LoginDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [user, setUser] = useState('admin');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  const login = async () => {
    setBusy(true);
    setProblem('');
    try {
      const session = await gnomon.send<Session>('POST', 'session', { user, password });
      setCsrfToken(session.csrf);
      queries.setQueryData(['session'], session);
      void queries.invalidateQueries({ predicate: query => query.queryKey[0] !== 'session' });
      onClose();
    } catch (e) {
      setProblem((e as Error).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal opened onClose={onClose} title={t('login.title')} size="sm">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          void login();
        }}
      >
        <TextInput
          label={t('login.user')}
          value={user}
          onChange={e => setUser(e.currentTarget.value)}
          autoComplete="username"
          required
        />
        <PasswordInput
          label={t('login.password')}
          value={password}
          onChange={e => setPassword(e.currentTarget.value)}
          autoComplete="current-password"
          error={problem}
          required
          data-autofocus
        />
        <p className="hint">{t('login.hint')}</p>
        <Button type="submit" variant="filled" loading={busy}>
          {t('login.submit')}
        </Button>
      </form>
    </Modal>
  );
}
