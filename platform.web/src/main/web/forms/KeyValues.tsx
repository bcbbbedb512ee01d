import type { FormSchema } from '@gnomon/plugin-api';
import { Autocomplete, NumberInput, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { RowList } from '../shell/RowList.tsx';
import { t } from '../texts/t.ts';
import { useFieldNames } from './fieldNames.ts';
import type { FormValue } from './schema.ts';

interface Pair {
  readonly name: string;
  readonly value: unknown;
}

/** Names that the author chooses, each with a value; rows without a name are not kept. */
export function KeyValues({
  label,
  description,
  schema,
  value,
  onChange,
}: {
  label: string;
  description?: string | undefined;
  schema: FormSchema;
  value: FormValue | undefined;
  onChange: (value: FormValue) => void;
}) {
  const names = useFieldNames();
  const [rows, setRows] = useState<readonly Pair[]>(() => pairsOf(value));
  const values = schema.additionalProperties ?? { type: 'string' };
  const change = (next: readonly Pair[]) => {
    setRows(next);
    onChange(Object.fromEntries(next.filter(pair => pair.name !== '').map(pair => [pair.name, pair.value])));
  };
  return (
    <div>
      <RowList<Pair>
        legend={label}
        rows={rows}
        onChange={change}
        nameOf={pair => pair.name}
        add={{ label: t('form.add'), make: () => ({ name: '', value: emptyOf(values) }) }}
      >
        {(pair, set) => (
          <div className="fields two">
            <Autocomplete
              size="xs"
              aria-label={t('form.keyName', { label })}
              data={names.filter(name => !rows.some(row => row.name === name))}
              value={pair.name}
              onChange={name => set({ name })}
            />
            <Value
              label={t('form.keyValue', { label })}
              schema={values}
              value={pair.value}
              onChange={changed => set({ value: changed })}
            />
          </div>
        )}
      </RowList>
      {description && <div className="hint">{description}</div>}
    </div>
  );
}

function Value({
  label,
  schema,
  value,
  onChange,
}: {
  label: string;
  schema: FormSchema;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  switch (schema.type) {
    case 'boolean':
      return (
        <Switch
          aria-label={label}
          checked={value === true}
          onChange={event => onChange(event.currentTarget.checked)}
        />
      );
    case 'integer':
    case 'number':
      return (
        <NumberInput
          size="xs"
          aria-label={label}
          allowDecimal={schema.type === 'number'}
          value={typeof value === 'number' ? value : ''}
          onChange={entered => onChange(entered === '' ? 0 : Number(entered))}
        />
      );
    default:
      return (
        <TextInput
          size="xs"
          aria-label={label}
          value={value === undefined || value === null ? '' : String(value)}
          onChange={event => onChange(event.currentTarget.value)}
        />
      );
  }
}

function pairsOf(value: FormValue | undefined): Pair[] {
  return Object.entries(value ?? {}).map(([name, each]) => ({ name, value: each }));
}

function emptyOf(schema: FormSchema): unknown {
  if (schema.type === 'boolean') return true;
  return schema.type === 'string' ? '' : 0;
}
