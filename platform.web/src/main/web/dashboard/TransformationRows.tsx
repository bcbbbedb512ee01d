import { Select, Switch } from '@mantine/core';
import { useForms } from '../api/schemas.ts';
import { SchemaForm } from '../forms/SchemaForm.tsx';
import { check } from '../forms/schema.ts';
import { RowList } from '../shell/RowList.tsx';
import { t } from '../texts/t.ts';
import type { TransformationModel } from './model.ts';

interface TransformationRowsProps {
  readonly transformations: readonly TransformationModel[];
  readonly onChange: (transformations: readonly TransformationModel[]) => void;
  /** Letters of the panel's queries. */
  readonly refIds: readonly string[];
}

/** What is done to the answers, one after the other, before the panel sees them; the options are those of each plugin. */
export function TransformationRows({ transformations, onChange, refIds }: TransformationRowsProps) {
  const forms = useForms('transformation');
  return (
    <div className="form">
      <RowList<TransformationModel>
        legend={t('edit.transformations')}
        rows={transformations}
        onChange={onChange}
        nameOf={({ id }) => id}
        ordered
      >
        {(row, set) => (
          <Transformation row={row} schema={forms[row.id]?.settings} refIds={refIds} onChange={set} />
        )}
      </RowList>
      <Select
        size="xs"
        aria-label={t('edit.addTransformation')}
        placeholder={t('edit.addTransformation')}
        searchable
        data={Object.entries(forms)
          .map(([id, { settings }]) => ({ value: id, label: `${id}: ${settings.description ?? ''}` }))
          .sort((a, b) => a.label.localeCompare(b.label))}
        value={null}
        onChange={id => id && onChange([...transformations, { id, options: {} }])}
      />
    </div>
  );
}

function Transformation({
  row,
  schema,
  refIds,
  onChange,
}: {
  row: TransformationModel;
  schema: ReturnType<typeof useForms>[string]['settings'] | undefined;
  refIds: readonly string[];
  onChange: (changed: Partial<TransformationModel>) => void;
}) {
  const options = row.options ?? {};
  return (
    <>
      <div className="controls">
        <strong>{row.id}</strong>
        <Switch
          label={t('edit.disabled')}
          checked={row.disabled ?? false}
          onChange={event => onChange({ disabled: event.currentTarget.checked })}
        />
        {(refIds.length > 1 || row.filter) && (
          <Select
            size="xs"
            aria-label={t('edit.ofQuery')}
            placeholder={t('edit.allQueries')}
            clearable
            clearButtonProps={{ 'aria-label': t('form.remove') }}
            data={[...new Set([...refIds, ...(row.filter?.options ? [row.filter.options] : [])])]}
            value={row.filter?.options ?? null}
            onChange={refId => onChange({ filter: refId ? { id: 'byRefId', options: refId } : undefined })}
          />
        )}
      </div>
      {schema ? (
        <>
          <p className="hint">{schema.description}</p>
          <SchemaForm
            schema={schema}
            value={options}
            problems={check(schema, options)}
            onChange={changed => onChange({ options: changed })}
          />
        </>
      ) : (
        <p className="problem">{t('edit.notInstalled', { id: row.id })}</p>
      )}
    </>
  );
}
