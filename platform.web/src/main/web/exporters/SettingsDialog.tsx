import type { FormSchema } from '@gnomon/plugin-api';
import { Modal, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useExporterSchema } from '../api/pluginTexts.ts';
import { SchemaForm } from '../forms/SchemaForm.tsx';
import { check, type FormValue, forSending, titleOf } from '../forms/schema.ts';
import { Outcome } from '../settings/Outcome.tsx';
import { useChecked } from '../settings/useChecked.ts';
import { Button } from '../shell/controls.tsx';
import { Loaded } from '../shell/states.tsx';
import { toast } from '../shell/toasts.ts';
import { matchesWords } from '../shell/words.ts';
import { t } from '../texts/t.ts';

interface Settings {
  readonly source: 'defaults' | 'file' | 'written';
  readonly version: string;
  readonly settings: FormValue;
  readonly schema: FormSchema;
}

/** More settings than this are searched rather than looked through. */
const MANY = 12;

const pathOf = (exporter: string) => `exporters/${encodeURIComponent(exporter)}/settings`;

/** All settings of an exporter; saved they are in force at once. */
export default function SettingsDialog({ exporter, onClose }: { exporter: string; onClose: () => void }) {
  const query = useQuery({
    queryKey: ['exporters', exporter],
    queryFn: ({ signal }) => gnomon.get<Settings>(pathOf(exporter), signal),
    // What is being edited is not exchanged under the editor.
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Modal opened onClose={onClose} title={t('exporters.settingsOf', { name: exporter })} size="lg">
      <Loaded query={query} failure={t('exporters.notLoaded')}>
        {shown => <Form exporter={exporter} shown={shown} onClose={onClose} />}
      </Loaded>
    </Modal>
  );
}

function Form({ exporter, shown, onClose }: { exporter: string; shown: Settings; onClose: () => void }) {
  const queries = useQueryClient();
  const schema = useExporterSchema(exporter, shown.schema);
  const [settings, setSettings] = useState(shown.settings);
  const [filter, setFilter] = useState('');
  const { busy, result, problems, run } = useChecked();
  const many = Object.keys(schema.properties ?? {}).length > MANY;

  const done = (message: string) => {
    toast.done(message);
    void queries.invalidateQueries({ queryKey: ['exporters'] });
    onClose();
  };
  const save = () =>
    run(check(schema, settings), async () => {
      const body = { version: shown.version, settings: forSending(schema, settings) };
      await gnomon.send('PUT', pathOf(exporter), body);
      done(t('sources.saved', { name: exporter }));
      return undefined;
    });
  const back = () =>
    run([], async () => {
      await gnomon.send('DELETE', `${pathOf(exporter)}?version=${encodeURIComponent(shown.version)}`);
      done(t('exporters.wentBack', { name: exporter }));
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
      <p className="hint">{t(`exporters.fromHint.${shown.source}`)}</p>
      {many && (
        <TextInput
          size="xs"
          placeholder={t('exporters.filterSettings')}
          aria-label={t('exporters.filterSettings')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
        />
      )}
      <SchemaForm
        schema={filtered(schema, filter)}
        value={settings}
        problems={problems}
        onChange={setSettings}
      />
      <Outcome result={result} />
      <div className="controls end">
        {shown.source === 'written' && (
          <Button color="red" variant="light" disabled={busy} onClick={() => void back()}>
            {t('exporters.goBack')}
          </Button>
        )}
        <Button onClick={onClose}>{t('form.close')}</Button>
        <Button type="submit" variant="filled" loading={busy}>
          {t('sources.save')}
        </Button>
      </div>
    </form>
  );
}

/** The settings with the words in their names or descriptions. */
function filtered(schema: FormSchema, filter: string): FormSchema {
  if (!filter.trim()) return schema;
  const kept = Object.entries(schema.properties ?? {}).filter(([name, property]) =>
    matchesWords(filter, [name, titleOf(name, property), property.description ?? '']),
  );
  return { ...schema, properties: Object.fromEntries(kept) };
}
