import { Modal } from '@mantine/core';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import type { Channel, Checked } from '../api/types.ts';
import { SchemaForm } from '../forms/SchemaForm.tsx';
import { check, type FormValue, forSending } from '../forms/schema.ts';
import { Button } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { Outcome } from './Outcome.tsx';
import { useChecked } from './useChecked.ts';

/** Sends one test notification with the settings that are entered here. */
export function ChannelTest({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const [settings, setSettings] = useState<FormValue>({});
  const { busy, result, problems, run } = useChecked();
  const send = () =>
    run(check(channel.schema, settings), () =>
      gnomon.send<Checked>('POST', 'channels/test', {
        type: channel.type,
        settings: forSending(channel.schema, settings),
      }),
    );
  return (
    <Modal opened onClose={onClose} title={t('channels.testTitle', { name: channel.name })} size="lg">
      <form
        className="form"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        <SchemaForm schema={channel.schema} value={settings} problems={problems} onChange={setSettings} />
        <Outcome result={result} />
        <div className="controls end">
          <Button onClick={onClose}>{t('form.close')}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t('channels.test')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
