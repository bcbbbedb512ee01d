import { Autocomplete, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { UNIT_IDS } from '../display/units.ts';
import { SchemaForm } from '../forms/SchemaForm.tsx';
import { check, type FormValue } from '../forms/schema.ts';
import type { PanelType } from '../panels/registry.ts';
import { Button } from '../shell/controls.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { t } from '../texts/t.ts';
import type { PanelModel } from './model.ts';
import { QueryRows } from './QueryRows.tsx';
import { type Step, ThresholdRows } from './ThresholdRows.tsx';

interface PanelEditorProps {
  readonly panel: PanelModel;
  /** Names of the dashboard's variables. */
  readonly variables: readonly string[];
  readonly types: ReadonlyMap<string, PanelType> | undefined;
  readonly onChange: (panel: PanelModel) => void;
  readonly onClose: () => void;
  /** The panel as it would be drawn. */
  readonly preview: ReactNode;
}

/** One panel: its picture above its queries, its settings beside them, made from the schema of its type. */
export default function PanelEditor({
  panel,
  variables,
  types,
  onChange,
  onClose,
  preview,
}: PanelEditorProps) {
  const type = types?.get(panel.type);
  const contribution = type?.contribution;
  const defaults = (panel.fieldConfig?.defaults ?? {}) as Readonly<Record<string, unknown>>;
  const setDefaults = (changed: Readonly<Record<string, unknown>>) =>
    onChange({
      ...panel,
      fieldConfig: { ...panel.fieldConfig, defaults: withoutEmpty({ ...defaults, ...changed }) },
    });
  const has = (field: string) => contribution?.standardFields?.some(name => name === field) ?? false;
  const options = (panel.options ?? {}) as FormValue;
  const custom = (defaults.custom ?? {}) as FormValue;
  const choices = useMemo(() => typeChoices(types, panel.type), [types, panel.type]);
  const number = (name: 'decimals' | 'min' | 'max') => (
    <NumberInput
      label={t(`edit.${name}`)}
      value={typeof defaults[name] === 'number' ? (defaults[name] as number) : ''}
      onChange={value => setDefaults({ [name]: value === '' ? undefined : Number(value) })}
    />
  );
  return (
    <>
      <PageHeader title={panel.title || t('edit.untitled')}>
        <Button variant="filled" onClick={onClose}>
          {t('edit.done')}
        </Button>
      </PageHeader>
      <div className="panel-editor">
        <div>
          <div className="preview">{preview}</div>
          <h2 className="section-title">{t('edit.queries')}</h2>
          <QueryRows targets={panel.targets ?? []} onChange={targets => onChange({ ...panel, targets })} />
        </div>
        <div className="form settings">
          <Select
            label={t('edit.type')}
            data={choices}
            allowDeselect={false}
            value={panel.type}
            onChange={value => value && onChange({ ...panel, type: value })}
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
          {variables.length > 0 && (
            <Select
              label={t('edit.repeat')}
              clearable
              clearButtonProps={{ 'aria-label': t('form.remove') }}
              data={[...variables]}
              value={panel.repeat ?? null}
              onChange={value => onChange(withRepeat(panel, value))}
            />
          )}
          {has('unit') && (
            <Autocomplete
              label={t('edit.unit')}
              data={[...UNIT_IDS]}
              limit={30}
              value={typeof defaults.unit === 'string' ? defaults.unit : ''}
              onChange={value => setDefaults({ unit: value })}
            />
          )}
          <div className="fields three">
            {has('decimals') && number('decimals')}
            {has('min') && number('min')}
            {has('max') && number('max')}
          </div>
          {has('thresholds') && (
            <ThresholdRows
              steps={stepsOf(defaults)}
              onChange={steps =>
                setDefaults({ thresholds: { mode: 'absolute', ...thresholdsOf(defaults), steps } })
              }
            />
          )}
          {contribution?.optionsSchema && (
            <SchemaForm
              schema={contribution.optionsSchema}
              value={options}
              problems={check(contribution.optionsSchema, options)}
              onChange={changed => onChange({ ...panel, options: changed })}
            />
          )}
          {contribution?.fieldSchema && (
            <SchemaForm
              schema={contribution.fieldSchema}
              value={custom}
              problems={check(contribution.fieldSchema, custom)}
              onChange={changed => setDefaults({ custom: changed })}
            />
          )}
        </div>
      </div>
    </>
  );
}

function withRepeat({ repeat: _, ...panel }: PanelModel, variable: string | null): PanelModel {
  return variable ? { ...panel, repeat: variable, repeatDirection: panel.repeatDirection ?? 'h' } : panel;
}

/** The installed types by name; the one that the panel has is there even when nothing draws it. */
function typeChoices(types: ReadonlyMap<string, PanelType> | undefined, own: string) {
  const all = new Map(
    [...(types?.values() ?? [])].map(({ id, contribution }) => [id, contribution.name ?? id]),
  );
  if (!all.has(own)) all.set(own, own);
  return [...all].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
}

function thresholdsOf(defaults: Readonly<Record<string, unknown>>) {
  return (defaults.thresholds ?? {}) as { readonly mode?: string; readonly steps?: readonly Step[] };
}

function stepsOf(defaults: Readonly<Record<string, unknown>>): readonly Step[] {
  return thresholdsOf(defaults).steps ?? [];
}

function withoutEmpty(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  );
}
