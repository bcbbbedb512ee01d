import type { FormSchema } from '@gnomon/plugin-api';
import { Modal, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useForms } from '../api/schemas.ts';
import type { Checked, DataSource } from '../api/types.ts';
import { SchemaForm } from '../forms/SchemaForm.tsx';
import { check, type FormValue, forSending } from '../forms/schema.ts';
import { ConfirmDialog } from '../shell/ConfirmDialog.tsx';
import { Button } from '../shell/controls.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { Outcome } from './Outcome.tsx';
import { useChecked } from './useChecked.ts';

const NO_SETTINGS: FormSchema = { type: 'object' };

/** Adds, changes, tests or deletes a data source. */
export function DataSourceDialog({
  source,
  onClose,
}: {
  source: DataSource | undefined;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const forms = useForms('datasource');
  const [type, setType] = useState(source?.type);
  const [name, setName] = useState(source?.name ?? '');
  const [settings, setSettings] = useState<FormValue>(source?.settings ?? {});
  const [removing, setRemoving] = useState(false);
  const { busy, result, problems, run } = useChecked();
  // What needs no settings is there already.
  const offered = Object.keys(forms).filter(
    name => Object.keys(forms[name].settings.properties ?? {}).length > 0,
  );
  const chosen = type ?? offered[0];
  const schema = forms[chosen]?.settings ?? NO_SETTINGS;
  const found = () => [
    ...(name.trim() ? [] : [{ path: '/name', message: t('form.required') }]),
    ...check(schema, settings),
  ];
  const body = () => ({ name: name.trim(), type: chosen, settings: forSending(schema, settings) });

  const done = (message: string) => {
    toast.done(message);
    void queries.invalidateQueries({ queryKey: ['datasources'] });
    onClose();
  };
  const test = () =>
    run(check(schema, settings), () => gnomon.send<Checked>('POST', 'datasources/test', body()));
  const save = () =>
    run(found(), async () => {
      const path = source ? `datasources/${encodeURIComponent(source.uid)}` : 'datasources';
      await gnomon.send(source ? 'PUT' : 'POST', path, body());
      done(t('sources.saved', { name }));
      return undefined;
    });
  const remove = () =>
    run([], async () => {
      await gnomon.send('DELETE', `datasources/${encodeURIComponent(source?.uid ?? '')}`);
      done(t('sources.deleted', { name }));
      return undefined;
    });

  return (
    <Modal
      opened
      onClose={onClose}
      title={source ? t('sources.editTitle', { name: source.name }) : t('sources.add')}
      size="lg"
    >
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
          value={name}
          withAsterisk
          error={problems.find(p => p.path === '/name')?.message}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Select
          label={t('sources.type')}
          description={schema.description}
          data={source ? [source.type] : offered}
          allowDeselect={false}
          value={chosen ?? null}
          disabled={source !== undefined}
          onChange={value => setType(value ?? undefined)}
        />
        <SchemaForm schema={schema} value={settings} problems={problems} onChange={setSettings} />
        <Outcome result={result} />
        <div className="controls end">
          {source && (
            <Button color="red" variant="light" disabled={busy} onClick={() => setRemoving(true)}>
              {t('sources.delete')}
            </Button>
          )}
          <Button disabled={busy} onClick={() => void test()}>
            {t('sources.test')}
          </Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t('sources.save')}
          </Button>
        </div>
      </form>
      {removing && (
        <ConfirmDialog
          title={t('dashboards.deleteTitle', { title: name })}
          hint={t('sources.deleteHint')}
          action={t('sources.delete')}
          onClose={() => setRemoving(false)}
          onConfirm={() => void remove()}
        />
      )}
    </Modal>
  );
}
