import { Select } from '@mantine/core';
import { useDataSources } from '../api/queries.ts';
import { t } from '../texts/t.ts';
import type { SourceRef, Variable } from './model.ts';
import { nameOf, referenceTo } from './sources.ts';

/** Chooses a data source, or a variable that names one; nothing chosen is the default source. */
export function SourceSelect({
  value,
  variables,
  further = [],
  onChange,
}: {
  value: SourceRef | undefined;
  variables: readonly Variable[];
  /** Choices at the end that are no data source of the server. */
  further?: readonly { readonly value: string; readonly label: string }[];
  onChange: (value: SourceRef | undefined) => void;
}) {
  const sources = useDataSources().data ?? [];
  const named = nameOf(value);
  const choices = [
    ...sources.map(source => ({ value: source.uid, label: source.name })),
    ...variables
      .filter(variable => variable.type === 'datasource')
      .map(({ name }) => ({ value: `\${${name}}`, label: `$${name}` })),
    ...further,
  ];
  if (named && !choices.some(choice => choice.value === named)) choices.push({ value: named, label: named });
  return (
    <Select
      size="xs"
      label={t('edit.source')}
      placeholder={sources.find(source => source.default)?.name ?? ''}
      clearable
      clearButtonProps={{ 'aria-label': t('form.remove') }}
      data={choices}
      value={named || null}
      onChange={name => onChange(referenceTo(name ?? '', sources))}
    />
  );
}
