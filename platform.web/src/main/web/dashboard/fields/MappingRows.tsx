import type { MappingResult, ValueMapping } from '@gnomon/plugin-api';
import { NumberInput, Select, TextInput } from '@mantine/core';
import { RowList } from '../../shell/RowList.tsx';
import { t } from '../../texts/t.ts';
import { ColorSelect } from './ColorSelect.tsx';
import { type MappingRow, mappingsOf, rowOf, rowsOf, SPECIALS } from './mappings.ts';

const TYPES = ['value', 'range', 'regex', 'special'] as const;

/** Values and what is shown for them: a text, a colour. The first condition that holds counts. */
export function MappingRows({
  value,
  onChange,
}: {
  value: readonly ValueMapping[];
  onChange: (value: ValueMapping[]) => void;
}) {
  return (
    <RowList<MappingRow>
      legend={t('edit.mappings')}
      rows={rowsOf(value)}
      onChange={rows => onChange(mappingsOf(rows))}
      nameOf={conditionText}
      add={{ label: t('edit.addMapping'), make: () => rowOf('value', {}) }}
      ordered
    >
      {(row, set) => (
        <>
          <div className="fields two">
            <Select
              size="xs"
              aria-label={t('mapping.condition')}
              allowDeselect={false}
              data={TYPES.map(type => ({ value: type, label: t(`mapping.${type}`) }))}
              value={row.type}
              onChange={type => type && set(rowOf(type as MappingRow['type'], row.result))}
            />
            <Condition row={row} onChange={set} />
          </div>
          <Result value={row.result} onChange={result => set({ result })} />
        </>
      )}
    </RowList>
  );
}

function Condition({ row, onChange }: { row: MappingRow; onChange: (row: Partial<MappingRow>) => void }) {
  switch (row.type) {
    case 'value':
      return (
        <TextInput
          size="xs"
          aria-label={t('mapping.value')}
          value={row.value}
          onChange={event => onChange({ value: event.currentTarget.value })}
        />
      );
    case 'range':
      return (
        <div className="fields two">
          <Bound name="from" value={row.from} onChange={from => onChange({ from })} />
          <Bound name="to" value={row.to} onChange={to => onChange({ to })} />
        </div>
      );
    case 'regex':
      return (
        <TextInput
          size="xs"
          classNames={{ input: 'mono' }}
          aria-label={t('mapping.regex')}
          placeholder="/(.*)-prod/"
          value={row.pattern}
          onChange={event => onChange({ pattern: event.currentTarget.value })}
        />
      );
    case 'special':
      return (
        <Select
          size="xs"
          aria-label={t('mapping.special')}
          allowDeselect={false}
          data={[...SPECIALS]}
          value={row.match}
          onChange={match => match && onChange({ match: match as (typeof SPECIALS)[number] })}
        />
      );
  }
}

/** An end of a range; empty: there is none. */
function Bound({
  name,
  value,
  onChange,
}: {
  name: 'from' | 'to';
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  return (
    <NumberInput
      size="xs"
      aria-label={t(`time.${name}`)}
      placeholder={name === 'from' ? '−∞' : '∞'}
      value={value ?? ''}
      onChange={entered => onChange(entered === '' ? null : Number(entered))}
    />
  );
}

function Result({ value, onChange }: { value: MappingResult; onChange: (value: MappingResult) => void }) {
  const { color: _, ...colourless } = value;
  return (
    <div className="fields two">
      <TextInput
        size="xs"
        aria-label={t('mapping.text')}
        placeholder={t('mapping.text')}
        value={value.text ?? ''}
        onChange={event => onChange({ ...value, text: event.currentTarget.value })}
      />
      <ColorSelect
        value={value.color ?? ''}
        onChange={color => onChange(color ? { ...value, color } : colourless)}
      />
    </div>
  );
}

function conditionText(row: MappingRow): string {
  switch (row.type) {
    case 'value':
      return row.value;
    case 'range':
      return `${row.from ?? '−∞'}–${row.to ?? '∞'}`;
    case 'regex':
      return row.pattern;
    case 'special':
      return row.match;
  }
}
