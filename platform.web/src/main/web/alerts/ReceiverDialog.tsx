import type { FormSchema } from '@gnomon/plugin-api';
import { Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useChannels } from '../api/pluginTexts.ts';
import type { Checked, Problem } from '../api/types.ts';
import { SchemaForm } from '../forms/SchemaForm.tsx';
import { check, type FormValue, forSending } from '../forms/schema.ts';
import { Outcome } from '../settings/Outcome.tsx';
import { useChecked } from '../settings/useChecked.ts';
import { Button } from '../shell/controls.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { useReloadAlerting } from './api.ts';
import { writeFile } from './files.ts';
import { RECEIVER_LABEL, RECEIVER_NAME, receiverYaml } from './receivers.ts';

const NO_SETTINGS: FormSchema = { type: 'object' };

/** A new receiver: a name, a channel with its settings, a test, and it is a file of alerting.d. */
export function ReceiverDialog({
  taken,
  onClose,
}: {
  /** Names that there are already. */
  taken: readonly string[];
  onClose: () => void;
}) {
  const reload = useReloadAlerting();
  const channels = useChannels();
  const [name, setName] = useState('');
  const [type, setType] = useState('email');
  const [settings, setSettings] = useState<FormValue>({});
  const { busy, result, problems, run } = useChecked();
  const schema = channels.data?.find(channel => channel.type === type)?.schema ?? NO_SETTINGS;
  const sent = () => forSending(schema, settings) as FormValue;
  const test = () =>
    run(check(schema, settings), () =>
      gnomon.send<Checked>('POST', 'channels/test', { type, settings: sent() }),
    );
  const save = () =>
    run([...nameProblems(name, taken), ...check(schema, settings)], async () => {
      await writeFile('alerting', `${name}.yml`, receiverYaml(name, type, sent()), undefined);
      toast.done(t('files.saved', { name }));
      reload();
      onClose();
      return undefined;
    });
  return (
    <Modal opened onClose={onClose} title={t('receivers.new')} size="lg">
      <form
        className="form"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          label={t('sources.name')}
          description={t('receivers.nameHint', { label: RECEIVER_LABEL })}
          value={name}
          withAsterisk
          data-autofocus
          error={problems.find(problem => problem.path === '/name')?.message}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Select
          label={t('receivers.channel')}
          searchable
          allowDeselect={false}
          data={(channels.data ?? []).map(channel => ({
            value: channel.type,
            label: `${channel.type}: ${channel.name}`,
          }))}
          value={type}
          onChange={value => {
            if (!value) return;
            setType(value);
            setSettings({});
          }}
        />
        <SchemaForm schema={schema} value={settings} problems={problems} onChange={setSettings} />
        <Outcome result={result} />
        <div className="controls end">
          <Button disabled={busy} onClick={() => void test()}>
            {t('channels.test')}
          </Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t('files.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function nameProblems(name: string, taken: readonly string[]): Problem[] {
  if (!RECEIVER_NAME.test(name)) return [{ path: '/name', message: t('receivers.name') }];
  return taken.includes(name) ? [{ path: '/name', message: t('receivers.taken') }] : [];
}
