import { Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useChannels } from '../api/pluginTexts.ts';
import type { Channel, Problem } from '../api/types.ts';
import { check } from '../forms/schema.ts';
import { Outcome } from '../settings/Outcome.tsx';
import { useChecked } from '../settings/useChecked.ts';
import { Button } from '../shell/controls.tsx';
import { Loaded } from '../shell/states.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { useReloadAlerting } from './api.ts';
import { ChannelFields } from './ChannelFields.tsx';
import { writeFile } from './files.ts';
import { LabelRows } from './LabelRows.tsx';
import { ReceiverDeletion } from './ReceiverDeletion.tsx';
import {
  channelSchema,
  type EditedChannel,
  RECEIVER_LABEL,
  RECEIVER_NAME,
  receiverPath,
  receiverYaml,
  saidSettings,
} from './receivers.ts';
import type { WrittenReceiver } from './types.ts';
import { Whereabouts } from './Whereabouts.tsx';

interface Props {
  /** The receiver to change; undefined for a new one. */
  readonly name: string | undefined;
  /** Names that there are already. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

/** A new receiver becomes a file of alerting.d; one that there is is changed in the file that has it. */
export function ReceiverDialog({ name, taken, onClose }: Props) {
  const channels = useChannels();
  const loaded = useQuery({
    queryKey: ['receiver', name],
    queryFn: async ({ signal }) =>
      name === undefined ? null : gnomon.get<WrittenReceiver>(receiverPath({ name }), signal),
    // What is being edited is not replaced under the reader's hands; the version tells when somebody was faster.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={name === undefined ? t('receivers.new') : t('receivers.editTitle', { name })}
      size="lg"
    >
      <Loaded query={channels} failure={t('receivers.notLoaded')}>
        {types => (
          <Loaded query={loaded} failure={t('receivers.notLoaded')}>
            {receiver => (
              <ReceiverForm types={types} receiver={receiver ?? undefined} taken={taken} onClose={onClose} />
            )}
          </Loaded>
        )}
      </Loaded>
    </Modal>
  );
}

let keys = 0;

function newChannel(type: string): EditedChannel {
  return { key: keys++, type, settings: {} };
}

function ReceiverForm({
  types,
  receiver,
  taken,
  onClose,
}: {
  types: readonly Channel[];
  receiver: WrittenReceiver | undefined;
  taken: readonly string[];
  onClose: () => void;
}) {
  const reload = useReloadAlerting();
  const [name, setName] = useState(receiver?.name ?? '');
  const [labels, setLabels] = useState(receiver?.labels ?? {});
  const [deleting, setDeleting] = useState(false);
  const [channels, setChannels] = useState<readonly EditedChannel[]>(
    () =>
      receiver?.channels.map(({ type, index, settings }) => ({
        key: keys++,
        type,
        index,
        ...(settings && { settings, before: settings }),
      })) ?? [newChannel('email')],
  );
  const { busy, result, problems, run } = useChecked();
  const readOnly = receiver?.writable === false;
  const schemas = new Map(types.map(type => [type.type, channelSchema(type)]));

  const found = () => [
    ...nameProblems(name, taken, receiver?.name),
    ...channels.flatMap(({ type, settings }, at) => {
      const schema = schemas.get(type);
      return schema && settings ? check(schema, settings, settingsPath(at)) : [];
    }),
  ];
  const said = () =>
    channels.map(({ type, index, settings, before }) => {
      const schema = schemas.get(type);
      return {
        type,
        ...(index !== undefined && { index }),
        ...(schema && settings && { settings: saidSettings(schema, settings, before) }),
      };
    });
  const save = () =>
    run(found(), async () => {
      if (receiver) {
        const { version } = receiver;
        await gnomon.send('PUT', receiverPath(receiver), { version, name, labels, channels: said() });
      } else {
        await writeFile('alerting', `${name}.yml`, receiverYaml(name, said()), undefined);
      }
      toast.done(t('files.saved', { name }));
      reload();
      onClose();
      return undefined;
    });
  return (
    <form
      className="form"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      {receiver && <Whereabouts place={receiver} />}
      <TextInput
        label={t('sources.name')}
        description={
          receiver ? t('receivers.renameHint') : t('receivers.nameHint', { label: RECEIVER_LABEL })
        }
        value={name}
        withAsterisk
        readOnly={readOnly}
        data-autofocus={receiver ? undefined : true}
        error={problems.find(problem => problem.path === '/name')?.message}
        onChange={event => setName(event.currentTarget.value)}
      />
      {channels.map((channel, at) => (
        <ChannelFields
          key={channel.key}
          channel={channel}
          types={types}
          receiver={receiver?.name}
          open={channels.length === 1 || channel.index === undefined}
          problems={problems
            .filter(({ path }) => path.startsWith(settingsPath(at)))
            .map(({ path, message }) => ({ path: path.slice(settingsPath(at).length), message }))}
          onChange={changed => setChannels(channels.map(other => (other === channel ? changed : other)))}
          onRemove={() => setChannels(channels.filter(other => other !== channel))}
        />
      ))}
      {channels.length === 0 && <p className="hint">{t('receivers.nobody')}</p>}
      {receiver && (
        <details className="more-fields">
          <summary>{t('receivers.more')}</summary>
          <LabelRows legend={t('receivers.labels')} labels={labels} onChange={setLabels} />
        </details>
      )}
      <Outcome result={result} />
      {receiver && deleting && (
        <ReceiverDeletion
          receiver={receiver}
          others={taken.filter(other => other !== receiver.name)}
          onDeleted={onClose}
          onKeep={() => setDeleting(false)}
        />
      )}
      <div className="controls end">
        {receiver && !deleting && (
          <Button color="red" variant="light" disabled={readOnly} onClick={() => setDeleting(true)}>
            {t('receivers.delete')}
          </Button>
        )}
        <Button disabled={readOnly} onClick={() => setChannels([...channels, newChannel('email')])}>
          {t('receivers.addChannel')}
        </Button>
        <Button type="submit" variant="filled" loading={busy} disabled={readOnly}>
          {t('files.save')}
        </Button>
      </div>
    </form>
  );
}

/** Where the settings of a channel are in what is sent. */
function settingsPath(channel: number): string {
  return `/channels/${channel}/settings`;
}

/** A new one becomes a file of its name; another name for one that there is may be any text. */
function nameProblems(name: string, taken: readonly string[], before: string | undefined): Problem[] {
  if (name === before) return [];
  if (before === undefined ? !RECEIVER_NAME.test(name) : !name.trim())
    return [{ path: '/name', message: t(before === undefined ? 'receivers.name' : 'receivers.nameMissing') }];
  return taken.includes(name) ? [{ path: '/name', message: t('receivers.taken') }] : [];
}
