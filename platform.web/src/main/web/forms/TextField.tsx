import type { FormSchema } from '@gnomon/plugin-api';
import { Autocomplete, MultiSelect, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { CALC_NAMES, calcChoice } from '../display/reduce.ts';
import { UNIT_IDS } from '../display/units.ts';
import { t } from '../texts/t.ts';
import { useFieldNames } from './fieldNames.ts';
import { isStoredSecret } from './schema.ts';

export interface FieldTexts {
  readonly label: string;
  readonly description?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly error?: string | undefined;
}

/** A text, with the control that its hint asks for. */
export function TextField({
  schema,
  value,
  onChange,
  ...texts
}: FieldTexts & { schema: FormSchema; value: unknown; onChange: (value: unknown) => void }) {
  const names = useFieldNames();
  // In YAML a text may be written as a number.
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const widget = schema['x-gnomon']?.widget;
  switch (widget) {
    case 'secret':
      return (
        <PasswordInput
          {...texts}
          placeholder={isStoredSecret(value) ? t('form.secretStored') : texts.placeholder}
          value={text}
          autoComplete="new-password"
          onChange={event => onChange(event.currentTarget.value)}
        />
      );
    case 'textarea':
    case 'code':
      return (
        <Textarea
          {...texts}
          autosize
          minRows={3}
          classNames={widget === 'code' ? { input: 'mono' } : {}}
          value={text}
          onChange={event => onChange(event.currentTarget.value)}
        />
      );
    case 'fieldName':
      return <Autocomplete {...texts} data={[...names]} limit={30} value={text} onChange={onChange} />;
    case 'unit':
      return <Autocomplete {...texts} data={[...UNIT_IDS]} limit={30} value={text} onChange={onChange} />;
    case 'calc':
      return <Select {...texts} data={calcChoices([text])} value={text || null} onChange={onChange} />;
    default:
      return <TextInput {...texts} value={text} onChange={event => onChange(event.currentTarget.value)} />;
  }
}

/** Several calculations, in the order in which they were chosen. */
export function Calculations({
  value,
  onChange,
  ...texts
}: FieldTexts & { value: unknown; onChange: (value: readonly string[]) => void }) {
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return <MultiSelect {...texts} data={calcChoices(chosen)} value={chosen} onChange={onChange} />;
}

/** The calculations that there are, and those that a dashboard names besides, such as p95. */
function calcChoices(chosen: readonly string[]) {
  const others = chosen.filter(calc => calc !== '' && !CALC_NAMES.includes(calc));
  return [...CALC_NAMES, ...others].map(calcChoice);
}
