import { Modal, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useSend } from '../api/useSend.ts';
import { Button } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';

/** Changes the password of who is logged in. */
export default function OwnPassword({ onClose }: { onClose: () => void }) {
  const send = useSend('session');
  const [old, setOld] = useState('');
  const [renewed, setRenewed] = useState('');
  return (
    <Modal opened onClose={onClose} title={t('users.ownPassword')}>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          send.mutate(
            {
              method: 'POST',
              path: 'session/password',
              body: { old, new: renewed },
              done: t('users.passwordChanged'),
            },
            { onSuccess: onClose },
          );
        }}
      >
        <PasswordInput
          label={t('users.oldPassword')}
          autoComplete="current-password"
          value={old}
          onChange={event => setOld(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('users.newPassword')}
          autoComplete="new-password"
          value={renewed}
          onChange={event => setRenewed(event.currentTarget.value)}
        />
        <div className="controls end">
          <Button onClick={onClose}>{t('form.close')}</Button>
          <Button type="submit" variant="filled" disabled={!old || !renewed} loading={send.isPending}>
            {t('sources.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
