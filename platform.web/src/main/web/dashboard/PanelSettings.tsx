import type { PanelContribution, PanelPlugin } from '@gnomon/plugin-api';
import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslatedTypes } from '../api/pluginTexts.ts';
import { SchemaForm } from '../forms/SchemaForm.tsx';
import { check, type FormValue } from '../forms/schema.ts';
import { upToDate } from '../panels/kept.ts';
import { loadPanel } from '../panels/load.ts';
import type { PanelType } from '../panels/registry.ts';
import { t } from '../texts/t.ts';
import { FIELD_OPTIONS, FieldOption } from './fields/FieldOption.tsx';
import { LinkRows } from './fields/LinkRows.tsx';
import { OverrideRows } from './fields/OverrideRows.tsx';
import type { PanelModel, Variable } from './model.ts';
import { RepeatFields } from './RepeatFields.tsx';

interface PanelSettingsProps {
  readonly panel: PanelModel;
  readonly variables: readonly Variable[];
  readonly types: ReadonlyMap<string, PanelType> | undefined;
  readonly refIds: readonly string[];
  readonly onChange: (panel: PanelModel) => void;
}

/** How a panel looks: what every panel has, the options of its type, those of its fields, and of some fields only. */
export function PanelSettings(props: PanelSettingsProps) {
  const { variables, refIds, onChange } = props;
  const types = useTranslatedTypes(props.types);
  const panel = useUpToDate(props.panel, types?.get(props.panel.type));
  const contribution = types?.get(panel.type)?.contribution;
  const choices = useMemo(() => typeChoices(types, panel.type), [types, panel.type]);
  const options = (panel.options ?? {}) as FormValue;
  return (
    <div className="form settings">
      <Select
        label={t('edit.type')}
        data={choices}
        allowDeselect={false}
        value={panel.type}
        onChange={value => value && onChange(withType(panel, value, types?.get(value)))}
      />
      <TextInput
        label={t('edit.title')}
        value={panel.title ?? ''}
        onChange={event => onChange({ ...panel, title: event.currentTarget.value })}
      />
      <Textarea
        label={t('plugins.description')}
        autosize
        minRows={1}
        value={panel.description ?? ''}
        onChange={event => onChange({ ...panel, description: event.currentTarget.value })}
      />
      <Switch
        label={t('edit.transparent')}
        checked={panel.transparent ?? false}
        onChange={event => onChange({ ...panel, transparent: event.currentTarget.checked })}
      />
      <RepeatFields panel={panel} variables={variables} onChange={onChange} />
      {contribution?.optionsSchema && (
        <SchemaForm
          schema={contribution.optionsSchema}
          value={options}
          problems={check(contribution.optionsSchema, options)}
          onChange={changed => onChange({ ...panel, options: changed })}
        />
      )}
      <FieldSettings panel={panel} contribution={contribution} refIds={refIds} onChange={onChange} />
      <LinkRows
        legend={t('edit.panelLinks')}
        example="/d/host?var-host=$host"
        value={panel.links ?? []}
        onChange={links => onChange({ ...panel, links })}
      />
    </div>
  );
}

/** Options of all fields, then those of some fields. */
function FieldSettings({
  panel,
  contribution,
  refIds,
  onChange,
}: Pick<PanelSettingsProps, 'panel' | 'refIds' | 'onChange'> & {
  contribution: PanelContribution | undefined;
}) {
  const standard = FIELD_OPTIONS.filter(id => contribution?.standardFields?.includes(id));
  const schema = contribution?.fieldSchema;
  if (standard.length === 0 && !schema) return null;
  const defaults = (panel.fieldConfig?.defaults ?? {}) as FormValue;
  const custom = (defaults.custom ?? {}) as FormValue;
  const setDefault = (id: string, value: unknown) =>
    onChange({
      ...panel,
      fieldConfig: { ...panel.fieldConfig, defaults: withoutEmpty({ ...defaults, [id]: value }) },
    });
  return (
    <>
      <h2 className="section-title">{t('edit.fields')}</h2>
      {standard.map(id => (
        <FieldOption key={id} id={id} value={defaults[id]} onChange={value => setDefault(id, value)} />
      ))}
      {schema && (
        <SchemaForm
          schema={schema}
          value={custom}
          problems={check(schema, custom)}
          onChange={changed => setDefault('custom', changed)}
        />
      )}
      <OverrideRows
        overrides={panel.fieldConfig?.overrides ?? []}
        standard={standard}
        custom={schema}
        refIds={refIds}
        onChange={overrides => onChange({ ...panel, fieldConfig: { ...panel.fieldConfig, overrides } })}
      />
    </>
  );
}

/** The panel with its options in the form that its plugin has today, as the form below shows them. */
function useUpToDate(panel: PanelModel, type: PanelType | undefined): PanelModel {
  const [plugin, setPlugin] = useState<PanelPlugin>();
  useEffect(() => {
    setPlugin(undefined);
    // What cannot be loaded says so in the panel's picture.
    if (type)
      loadPanel(type).then(
        loaded => setPlugin(loaded.plugin),
        () => {},
      );
  }, [type]);
  return useMemo(
    () => (plugin && type ? upToDate(panel, plugin, type.contribution) : panel),
    [panel, plugin, type],
  );
}

/** Options of another type are taken as they are: what both know stays. */
function withType(panel: PanelModel, id: string, type: PanelType | undefined): PanelModel {
  const { optionsVersion: _, ...rest } = panel;
  const version = type?.contribution.optionsVersion ?? 1;
  return { ...rest, type: id, ...(version > 1 && { optionsVersion: version }) };
}

/** The installed types by name; the one that the panel has is there even when nothing draws it. */
function typeChoices(types: ReadonlyMap<string, PanelType> | undefined, own: string) {
  const all = new Map(
    [...(types?.values() ?? [])].map(({ id, contribution }) => [id, contribution.name ?? id]),
  );
  if (!all.has(own)) all.set(own, own);
  return [...all].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
}

function withoutEmpty(values: FormValue): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  );
}
