import { Select } from '@mantine/core';
import { gnomon } from '../api/client.ts';
import type { Channel, Checked, Problem } from '../api/types.ts';
import { SchemaForm } from '../forms/SchemaForm.tsx';
import { check, titleOf } from '../forms/schema.ts';
import { Outcome } from '../settings/Outcome.tsx';
import { useChecked } from '../settings/useChecked.ts';
import { Button } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { channelSchema, type EditedChannel, saidSettings } from './receivers.ts';

interface Props {
  readonly channel: EditedChannel;
  /** The channels that can be chosen. */
  readonly types: readonly Channel[];
  /** The receiver in whose file the channel's secrets are; undefined for a new one. */
  readonly receiver: string | undefined;
  /** Paths begin at the settings. */
  readonly problems: readonly Problem[];
  readonly open: boolean;
  readonly onChange: (channel: EditedChannel) => void;
  readonly onRemove: () => void;
}

/** One channel of a receiver: its type while it is new, its settings, and a test of them as they are entered. */
export function ChannelFields({ channel, types, receiver, problems, open, onChange, onRemove }: Props) {
  const { busy, result, problems: tested, run } = useChecked();
  const { type, index, settings } = channel;
  const known = types.find(other => other.type === type);
  const schema = known && channelSchema(known);
  const found = [...problems, ...tested];
  const test = () =>
    run(schema && settings ? check(schema, settings) : [], () =>
      gnomon.send<Checked>('POST', 'channels/test', {
        type,
        ...(index !== undefined && { receiver, index }),
        settings: schema && settings && saidSettings(schema, settings, channel.before),
      }),
    );
  return (
    <details className="group" open={open || found.length > 0 || undefined}>
      <summary>
        {known ? `${type}: ${known.name}` : type}
        {index !== undefined && index > 0 && ` (${index + 1})`}
      </summary>
      <div className="form">
        {index === undefined && (
          <Select
            label={t('receivers.channel')}
            searchable
            allowDeselect={false}
            data={types.map(other => ({ value: other.type, label: `${other.type}: ${other.name}` }))}
            value={type}
            onChange={value => value && onChange({ ...channel, type: value, settings: {} })}
          />
        )}
        {schema && settings ? (
          <>
            {known.fromGlobal.length > 0 && (
              <p className="hint">
                {t('receivers.fromGlobal', {
                  names: known.fromGlobal
                    .map(name => titleOf(name, schema.properties?.[name] ?? schema))
                    .join(', '),
                })}
              </p>
            )}
            <SchemaForm
              schema={schema}
              value={settings}
              problems={found}
              onChange={changed => onChange({ ...channel, settings: changed })}
            />
          </>
        ) : (
          <p className="hint">{t('receivers.absent')}</p>
        )}
        {found
          .filter(({ path }) => path === '')
          .map(({ message }) => (
            <div className="problem" key={message}>
              {message}
            </div>
          ))}
        <Outcome result={result} />
        <div className="controls end">
          <Button color="red" variant="light" onClick={onRemove}>
            {t('receivers.removeChannel')}
          </Button>
          {schema && (
            <Button loading={busy} onClick={() => void test()}>
              {t('channels.test')}
            </Button>
          )}
        </div>
      </div>
    </details>
  );
}
