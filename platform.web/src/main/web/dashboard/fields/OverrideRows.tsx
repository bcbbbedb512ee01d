import type { FormSchema } from '@gnomon/plugin-api';
import { Select } from '@mantine/core';
import { FormField } from '../../forms/SchemaForm.tsx';
import { titleOf } from '../../forms/schema.ts';
import type { Override } from '../../frames/overrides.ts';
import { IconButton } from '../../shell/controls.tsx';
import { RowList } from '../../shell/RowList.tsx';
import { t } from '../../texts/t.ts';
import { FieldOption, type FieldOptionId, fieldOptionTitle, isFieldOption } from './FieldOption.tsx';
import { MatcherFields } from './MatcherFields.tsx';

type Property = Override['properties'][number];

interface OverrideRowsProps {
  readonly overrides: readonly Override[];
  readonly onChange: (overrides: readonly Override[]) => void;
  /** Options of every field that this type of panel has. */
  readonly standard: readonly FieldOptionId[];
  /** What else the type of panel can do with a field. */
  readonly custom: FormSchema | undefined;
  readonly refIds: readonly string[];
}

const CUSTOM = 'custom.';

/** Which fields are shown in another way than the others, and how. Later rules win. */
export function OverrideRows({ overrides, onChange, standard, custom, refIds }: OverrideRowsProps) {
  const choices = [
    ...standard.map(id => ({ value: id as string, label: fieldOptionTitle(id) })),
    ...Object.entries(custom?.properties ?? {}).map(([name, schema]) => ({
      value: CUSTOM + name,
      label: titleOf(name, schema),
    })),
  ];
  return (
    <RowList<Override>
      legend={t('edit.overrides')}
      rows={overrides}
      onChange={onChange}
      nameOf={({ matcher }) => `${matcher.id} ${JSON.stringify(matcher.options ?? '')}`}
      add={{
        label: t('edit.addOverride'),
        make: () => ({ matcher: { id: 'byName', options: '' }, properties: [] }),
      }}
      ordered
    >
      {({ matcher, properties }, set) => (
        <>
          <MatcherFields matcher={matcher} refIds={refIds} onChange={next => set({ matcher: next })} />
          {properties.map((property, index) => (
            <div className="form-item" key={property.id}>
              <PropertyField
                property={property}
                custom={custom}
                onChange={value =>
                  set({ properties: properties.map((p, i) => (i === index ? { ...p, value } : p)) })
                }
              />
              <IconButton
                icon="close"
                label={t('form.removeNamed', { name: textOf(property, choices) })}
                onClick={() => set({ properties: properties.filter((_, i) => i !== index) })}
              />
            </div>
          ))}
          <Select
            size="xs"
            aria-label={t('edit.addProperty')}
            placeholder={t('edit.addProperty')}
            searchable
            data={choices.filter(choice => !properties.some(property => property.id === choice.value))}
            value={null}
            onChange={id => id && set({ properties: [...properties, { id }] })}
          />
        </>
      )}
    </RowList>
  );
}

/** The control of an option, standard or of the panel's type; one that nobody knows is shown as it is. */
function PropertyField({
  property: { id, value },
  custom,
  onChange,
}: {
  property: Property;
  custom: FormSchema | undefined;
  onChange: (value: unknown) => void;
}) {
  if (isFieldOption(id)) return <FieldOption id={id} value={value} onChange={onChange} />;
  const name = id.startsWith(CUSTOM) ? id.slice(CUSTOM.length) : '';
  const schema = custom?.properties?.[name];
  if (!schema) return <code className="break">{`${id}: ${JSON.stringify(value)}`}</code>;
  return (
    <FormField
      name={name}
      schema={schema}
      path={`/${name}`}
      required={false}
      value={value}
      problems={[]}
      onChange={onChange}
    />
  );
}

function textOf({ id }: Property, choices: readonly { value: string; label: string }[]): string {
  return choices.find(choice => choice.value === id)?.label ?? id;
}
