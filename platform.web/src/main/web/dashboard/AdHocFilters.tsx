import { Autocomplete, Popover, Select } from '@mantine/core';
import { useState } from 'react';
import { Button, IconButton } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import { type AdHocFilter, filterOf, filterText, type Variable } from './model.ts';
import { type Asking, useSuggestions } from './useChoices.ts';
import { listed, type Values } from './variables.ts';

interface FiltersProps {
  readonly variable: Variable;
  readonly values: Values;
  readonly asking: Asking;
  readonly onChange: (filters: readonly string[]) => void;
}

const OPERATORS = ['=', '!=', '=~', '!~'];
const NEW: AdHocFilter = { key: '', operator: '=', value: '' };

/** Conditions on labels that hold for every query of a data source: each can be changed, taken away, or added. */
export default function AdHocFilters({ variable, values, asking, onChange }: FiltersProps) {
  const filters = listed(values[variable.name]).flatMap(text => filterOf(text) ?? []);
  const set = (index: number, filter: AdHocFilter | undefined) => {
    const next = filters.map(filterText);
    next.splice(index, 1, ...(filter ? [filterText(filter)] : []));
    // An empty one stays in the address, so that what was saved does not come back.
    onChange(next.length > 0 ? next : ['']);
  };
  const label = variable.label || variable.name;
  return (
    <fieldset className="controls filters" aria-label={label}>
      <span className="label" aria-hidden="true">
        {label}
      </span>
      {filters.map((filter, index) => (
        <span className="controls filter" key={filterText(filter)}>
          <Edited filter={filter} props={{ variable, values, asking }} onChange={next => set(index, next)}>
            {`${filter.key} ${filter.operator} ${filter.value || '""'}`}
          </Edited>
          <IconButton
            icon="close"
            size={12}
            label={t('filter.remove', { filter: `${filter.key} ${filter.operator} ${filter.value}` })}
            onClick={() => set(index, undefined)}
          />
        </span>
      ))}
      <Edited
        filter={NEW}
        props={{ variable, values, asking }}
        onChange={filter => set(filters.length, filter)}
        label={t('filter.add')}
      >
        <Icon name="add" size={14} />
      </Edited>
    </fieldset>
  );
}

function Edited({
  filter,
  props,
  onChange,
  label,
  children,
}: {
  filter: AdHocFilter;
  props: Omit<FiltersProps, 'onChange'>;
  onChange: (filter: AdHocFilter) => void;
  label?: string;
  children: React.ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button onClick={() => setOpen(!open)} {...(label && { 'aria-label': label, title: label })}>
          {children}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <FilterForm
          {...props}
          filter={filter}
          onChange={changed => {
            setOpen(false);
            onChange(changed);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterForm({
  variable,
  values,
  asking,
  filter,
  onChange,
}: Omit<FiltersProps, 'onChange'> & { filter: AdHocFilter; onChange: (filter: AdHocFilter) => void }) {
  const [edited, setEdited] = useState(filter);
  const set = (changed: Partial<AdHocFilter>) => setEdited(before => ({ ...before, ...changed }));
  const names = useSuggestions(variable, values, asking);
  const ofLabel = useSuggestions(
    variable,
    values,
    asking,
    names.texts.includes(edited.key) ? edited.key : '',
  );
  const shared = { size: 'xs', comboboxProps: { withinPortal: false } } as const;
  return (
    <form
      className="filter-form"
      onSubmit={event => {
        event.preventDefault();
        if (edited.key.trim()) onChange({ ...edited, key: edited.key.trim() });
      }}
    >
      <Autocomplete
        {...shared}
        data-autofocus
        label={t('silences.label')}
        data={names.texts}
        error={names.error}
        limit={100}
        value={edited.key}
        onChange={key => set({ key })}
      />
      <Select
        {...shared}
        label={t('filter.operator')}
        allowDeselect={false}
        data={OPERATORS}
        value={edited.operator}
        onChange={operator => operator && set({ operator })}
      />
      <Autocomplete
        {...shared}
        label={t('filter.value')}
        data={ofLabel.texts}
        error={ofLabel.error}
        limit={100}
        value={edited.value}
        onChange={value => set({ value })}
      />
      <Button type="submit" variant="filled" disabled={!edited.key.trim()}>
        {t('time.apply')}
      </Button>
    </form>
  );
}
