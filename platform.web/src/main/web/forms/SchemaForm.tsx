import type { FormSchema } from '@gnomon/plugin-api';
import { Fieldset, NumberInput, Select, Switch } from '@mantine/core';
import type { Problem } from '../api/types.ts';
import { Button, IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { KeyValues } from './KeyValues.tsx';
import { choices, type FormValue, isVisible, orderedProperties, titleOf } from './schema.ts';
import { Calculations, TextField } from './TextField.tsx';

interface SchemaFormProps {
  readonly schema: FormSchema;
  readonly value: FormValue;
  readonly problems: readonly Problem[];
  readonly onChange: (value: FormValue) => void;
  readonly path?: string;
}

/** The form of a plugin's settings, drawn from its schema. Problems are shown at the field they are about. */
export function SchemaForm({ schema, value, problems, onChange, path = '' }: SchemaFormProps) {
  const visible = orderedProperties(schema).filter(([, property]) => isVisible(property, value));
  const usual = visible.filter(([, property]) => !property['x-gnomon']?.advanced);
  const advanced = visible.filter(([, property]) => property['x-gnomon']?.advanced);
  const field = ([name, property]: [string, FormSchema]) => (
    <FormField
      key={name}
      name={name}
      schema={property}
      path={`${path}/${name}`}
      required={schema.required?.includes(name) ?? false}
      value={value[name]}
      problems={problems}
      onChange={changed => onChange({ ...value, [name]: changed })}
    />
  );
  const troubled = advanced.some(([name]) => problems.some(p => p.path.startsWith(`${path}/${name}`)));
  return (
    <div className="form">
      {usual.map(field)}
      {advanced.length > 0 && (
        <details open={troubled || undefined}>
          <summary>{t('form.advanced')}</summary>
          <div className="form">{advanced.map(field)}</div>
        </details>
      )}
    </div>
  );
}

interface FieldProps {
  readonly name: string;
  readonly schema: FormSchema;
  readonly path: string;
  readonly required: boolean;
  readonly value: unknown;
  readonly problems: readonly Problem[];
  readonly onChange: (value: unknown) => void;
}

/** One property with the control that fits its type. */
export function FormField(props: FieldProps) {
  const { name, schema, path, required, problems, onChange } = props;
  const value = props.value === undefined ? schema.default : props.value;
  const hint = schema['x-gnomon'];
  const error = problems.find(p => p.path === path)?.message;
  const common = {
    label: titleOf(name, schema),
    description: schema.description ?? hint?.help,
    placeholder: hint?.placeholder,
    withAsterisk: required,
    error,
  };
  const options = choices(schema);
  if (options) {
    return (
      <Select
        {...common}
        data={options}
        value={value === undefined ? null : String(value)}
        onChange={chosen => onChange(schema.type === 'string' ? chosen : Number(chosen))}
      />
    );
  }
  switch (schema.type) {
    case 'boolean':
      return (
        <Switch
          label={common.label}
          description={common.description}
          error={error}
          checked={value === true}
          onChange={event => onChange(event.currentTarget.checked)}
        />
      );
    case 'integer':
    case 'number':
      return (
        <NumberInput
          {...common}
          allowDecimal={schema.type === 'number'}
          value={typeof value === 'number' ? value : ''}
          onChange={entered => onChange(entered === '' ? undefined : Number(entered))}
        />
      );
    case 'object':
      if (!schema.properties)
        return (
          <KeyValues
            label={common.label}
            description={common.description}
            schema={schema}
            value={value as FormValue | undefined}
            onChange={onChange}
          />
        );
      return <Group {...props} label={common.label} value={value as FormValue | undefined} />;
    case 'array':
      if (schema.items?.['x-gnomon']?.widget === 'calc')
        return <Calculations {...common} value={value} onChange={onChange} />;
      return <Items {...props} label={common.label} value={value} />;
    default:
      return <TextField {...common} schema={schema} value={value} onChange={onChange} />;
  }
}

/** Settings that belong together; those that may be left out are folded until they hold something. */
function Group({
  schema,
  path,
  required,
  problems,
  onChange,
  label,
  value,
}: FieldProps & { label: string; value: FormValue | undefined }) {
  const inner = (
    <SchemaForm schema={schema} value={value ?? {}} problems={problems} onChange={onChange} path={path} />
  );
  if (required) return <Fieldset legend={label}>{inner}</Fieldset>;
  const filled = value !== undefined && Object.keys(value).length > 0;
  const troubled = problems.some(problem => problem.path.startsWith(`${path}/`));
  return (
    <details className="group" open={filled || troubled || undefined}>
      <summary>{label}</summary>
      {inner}
    </details>
  );
}

/** A list; each entry is drawn by the schema of the items. */
function Items({ schema, path, problems, onChange, label, value }: FieldProps & { label: string }) {
  const entries = Array.isArray(value) ? (value as unknown[]) : [];
  const item = schema.items ?? { type: 'string' };
  const replace = (index: number, changed: unknown) =>
    onChange(entries.map((entry, i) => (i === index ? changed : entry)));
  return (
    <Fieldset legend={label}>
      <div className="form">
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
          <div className="form-item" key={index}>
            <FormField
              name={String(index + 1)}
              schema={item}
              path={`${path}/${index}`}
              required={false}
              value={entry}
              problems={problems}
              onChange={changed => replace(index, changed)}
            />
            <IconButton
              icon="close"
              label={t('form.remove')}
              onClick={() => onChange(entries.filter((_, i) => i !== index))}
            />
          </div>
        ))}
        <Button
          onClick={() =>
            onChange([...entries, item.type === 'object' ? {} : item.type === 'string' ? '' : undefined])
          }
        >
          {t('form.add')}
        </Button>
      </div>
    </Fieldset>
  );
}
