import { Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useChannels } from '../api/pluginTexts.ts';
import type { Channel, Problem } from '../api/types.ts';
import { check } from '../forms/schema.ts';
import { Outcome } from '../settings/Outcome.tsx';
import { useChecked } from '../settings/useChecked.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Loaded } from '../shell/states.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { useReloadAlerting } from './api.ts';
import { ChannelFields } from './ChannelFields.tsx';
import { writeFile } from './files.ts';
import {
  channelSchema,
  type EditedChannel,
  RECEIVER_LABEL,
  RECEIVER_NAME,
  receiverYaml,
  saidSettings,
} from './receivers.ts';
import type { WrittenReceiver } from './types.ts';

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
      name === undefined
        ? null
        : gnomon.get<WrittenReceiver>(`alerting/receivers/${encodeURIComponent(name)}`, signal),
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
  const schemas = new Map(types.map(type => [type.type, channelSchema(type)]));

  const found = () => [
    ...(receiver ? [] : nameProblems(name, taken)),
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
        const path = `alerting/receivers/${encodeURIComponent(name)}`;
        await gnomon.send('PUT', path, { version, channels: said() });
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
      {receiver ? (
        <Whereabouts receiver={receiver} />
      ) : (
        <TextInput
          label={t('sources.name')}
          description={t('receivers.nameHint', { label: RECEIVER_LABEL })}
          value={name}
          withAsterisk
          data-autofocus
          error={problems.find(problem => problem.path === '/name')?.message}
          onChange={event => setName(event.currentTarget.value)}
        />
      )}
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
      <Outcome result={result} />
      <div className="controls end">
        <Button onClick={() => setChannels([...channels, newChannel('email')])}>
          {t('receivers.addChannel')}
        </Button>
        <Button type="submit" variant="filled" loading={busy} disabled={receiver?.writable === false}>
          {t('files.save')}
        </Button>
      </div>
    </form>
  );
}

/** Which file a change goes to, and the way to its text. */
function Whereabouts({ receiver: { file, fragment, writable } }: { receiver: WrittenReceiver }) {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  return (
    <>
      <p className="hint">
        {t('receivers.file', { file })}{' '}
        <PageLink
          path="alerts/file"
          parameters={{ kind: 'alerting', name, ...(!fragment && { kept: file }) }}
        >
          {t('files.asText')}
        </PageLink>
      </p>
      {!writable && <Banner tone="info">{t('receivers.notWritable', { file })}</Banner>}
    </>
  );
}

/** Where the settings of a channel are in what is sent. */
function settingsPath(channel: number): string {
  return `/channels/${channel}/settings`;
}

function nameProblems(name: string, taken: readonly string[]): Problem[] {
  if (!RECEIVER_NAME.test(name)) return [{ path: '/name', message: t('receivers.name') }];
  return taken.includes(name) ? [{ path: '/name', message: t('receivers.taken') }] : [];
}
