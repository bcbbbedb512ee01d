import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useForms } from '../api/schemas.ts';
import { RowList } from '../shell/RowList.tsx';
import { type TextKey, t } from '../texts/t.ts';
import type { Variable } from './model.ts';
import { SourceSelect } from './SourceSelect.tsx';
import { switchValues } from './variables.ts';

/** Kinds that the page can make, each with what stands in its query; others are shown and kept. */
const KINDS = {
  query: 'label_values(up, instance)',
  custom: 'a, b, Text : value',
  interval: '1m, 10m, 1h',
  textbox: '',
  constant: '',
  datasource: 'prometheus',
  adhoc: '',
  groupby: '',
  switch: '',
} as const;
/** Kinds that are for one data source. */
const OF_SOURCE = ['query', 'adhoc', 'groupby'];
/** Kinds without a query. */
const QUERYLESS = ['adhoc', 'groupby', 'switch'];
type Kind = keyof typeof KINDS;

const NAME = /^[a-zA-Z_]\w*$/;
const HIDE: readonly TextKey[] = ['variable.shown', 'variable.withoutLabel', 'variable.hidden'];
const SORT: readonly TextKey[] = [
  'variable.sort.none',
  'variable.sort.name',
  'variable.sort.nameDown',
  'variable.sort.number',
  'variable.sort.numberDown',
  'variable.sort.anyCase',
  'variable.sort.anyCaseDown',
];
const REFRESH: Readonly<Record<string, TextKey>> = {
  1: 'variable.refresh.load',
  2: 'variable.refresh.range',
};

interface VariableRowsProps {
  readonly variables: readonly Variable[];
  readonly onChange: (variables: readonly Variable[]) => void;
}

/** The variables of a dashboard, in the order in which they are chosen; a later one may use those before it. */
export function VariableRows({ variables, onChange }: VariableRowsProps) {
  return (
    <RowList<Variable>
      legend={t('dashboard.variables')}
      rows={variables}
      onChange={onChange}
      nameOf={variable => variable.name}
      add={{ label: t('settings.addVariable'), make: () => ({ name: '', type: 'query', query: '' }) }}
      ordered
    >
      {(variable, set, index) => (
        <>
          <Naming
            variable={variable}
            taken={variables.some((other, i) => i !== index && other.name === variable.name)}
            onChange={set}
          />
          <Offer variable={variable} variables={variables.slice(0, index)} onChange={set} />
          <Choosing variable={variable} onChange={set} />
        </>
      )}
    </RowList>
  );
}

interface RowProps {
  readonly variable: Variable;
  readonly onChange: (changed: Partial<Variable>) => void;
}

function Naming({ variable, taken, onChange }: RowProps & { taken: boolean }) {
  const type = variable.type ?? 'query';
  const problem = taken ? t('settings.taken') : NAME.test(variable.name) ? undefined : t('settings.name');
  return (
    <div className="fields">
      <TextInput
        size="xs"
        label={t('sources.name')}
        value={variable.name}
        error={problem}
        onChange={event => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        label={t('silences.label')}
        value={variable.label ?? ''}
        onChange={event => onChange({ label: event.currentTarget.value })}
      />
      <Select
        size="xs"
        label={t('sources.type')}
        allowDeselect={false}
        data={[...Object.keys(KINDS), ...(type in KINDS ? [] : [type])]}
        value={type}
        onChange={value => value && onChange({ type: value })}
      />
      <Select
        size="xs"
        label={t('variable.visible')}
        allowDeselect={false}
        data={HIDE.map((key, i) => ({ value: String(i), label: t(key) }))}
        value={String(variable.hide ?? 0)}
        onChange={value => value && onChange({ hide: Number(value) })}
      />
    </div>
  );
}

/** Where the choices come from. */
function Offer({ variable, variables, onChange }: RowProps & { variables: readonly Variable[] }) {
  const type = (variable.type ?? 'query') as Kind;
  const sourceTypes = Object.keys(useForms('datasource'));
  const query = typeof variable.query === 'string' ? variable.query : (variable.query?.query ?? '');
  const setQuery = (text: string) =>
    onChange({
      query: typeof variable.query === 'object' ? { ...variable.query, query: text } : text,
      ...(variable.definition !== undefined && { definition: text }),
    });
  return (
    <div className="fields">
      {OF_SOURCE.includes(type) && (
        <SourceSelect
          value={variable.datasource}
          variables={variables}
          onChange={datasource => onChange({ datasource })}
        />
      )}
      {type === 'datasource' ? (
        <Select
          size="xs"
          label={t('settings.query')}
          data={[...new Set([...sourceTypes, ...(query ? [query] : [])])]}
          value={query || null}
          onChange={value => setQuery(value ?? '')}
        />
      ) : (
        !QUERYLESS.includes(type) && (
          <TextInput
            size="xs"
            classNames={{ input: 'mono' }}
            label={t('settings.query')}
            placeholder={KINDS[type] ?? ''}
            value={query}
            onChange={event => setQuery(event.currentTarget.value)}
          />
        )
      )}
      {type === 'switch' && <OnOffValues variable={variable} onChange={onChange} />}
      {(type === 'query' || type === 'datasource') && (
        <TextInput
          size="xs"
          classNames={{ input: 'mono' }}
          label={t('variable.regex')}
          placeholder="/.*-(prod|test)/"
          value={variable.regex ?? ''}
          onChange={event => onChange({ regex: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

/** What a switch stands for. */
function OnOffValues({ variable, onChange }: RowProps) {
  const { on, off } = switchValues(variable);
  const set = (values: readonly string[]) =>
    onChange({ options: values.map(value => ({ text: value, value })), current: { value: values[1] } });
  return (
    <>
      <TextInput
        size="xs"
        label={t('variable.on')}
        value={on}
        onChange={event => set([event.currentTarget.value, off])}
      />
      <TextInput
        size="xs"
        label={t('variable.off')}
        value={off}
        onChange={event => set([on, event.currentTarget.value])}
      />
    </>
  );
}

/** How many may be chosen, in which order, when they are looked for. */
function Choosing({ variable, onChange }: RowProps) {
  const type = variable.type ?? 'query';
  if (type === 'interval') return <Automatic variable={variable} onChange={onChange} />;
  if (type !== 'query' && type !== 'custom' && type !== 'datasource') return null;
  return (
    <div className="fields">
      {type === 'query' && (
        <>
          <Select
            size="xs"
            label={t('variable.sort')}
            allowDeselect={false}
            data={SORT.map((key, i) => ({ value: String(i), label: t(key) }))}
            value={String(variable.sort ?? 0)}
            onChange={value => value && onChange({ sort: Number(value) })}
          />
          <Select
            size="xs"
            label={t('variable.refresh')}
            allowDeselect={false}
            data={Object.entries(REFRESH).map(([value, key]) => ({ value, label: t(key) }))}
            value={String(variable.refresh === 2 ? 2 : 1)}
            onChange={value => value && onChange({ refresh: Number(value) })}
          />
        </>
      )}
      <div className="controls">
        <Switch
          label={t('settings.multi')}
          checked={variable.multi ?? false}
          onChange={event => onChange({ multi: event.currentTarget.checked })}
        />
        <Switch
          label={t('settings.all')}
          checked={variable.includeAll ?? false}
          onChange={event => onChange({ includeAll: event.currentTarget.checked })}
        />
      </div>
      {variable.includeAll && (
        <TextInput
          size="xs"
          classNames={{ input: 'mono' }}
          label={t('variable.allValue')}
          placeholder=".*"
          value={variable.allValue ?? ''}
          onChange={event => onChange({ allValue: event.currentTarget.value || null })}
        />
      )}
    </div>
  );
}

/** The choice "auto" of an interval. */
function Automatic({ variable, onChange }: RowProps) {
  return (
    <div className="fields">
      <Switch
        label={t('variable.auto')}
        checked={variable.auto ?? false}
        onChange={event => onChange({ auto: event.currentTarget.checked })}
      />
      {variable.auto && (
        <>
          <NumberInput
            size="xs"
            label={t('variable.autoCount')}
            min={1}
            value={variable.auto_count ?? 30}
            onChange={count => onChange({ auto_count: Number(count) || 30 })}
          />
          <TextInput
            size="xs"
            label={t('variable.autoMin')}
            placeholder="10s"
            value={variable.auto_min ?? ''}
            onChange={event => onChange({ auto_min: event.currentTarget.value })}
          />
        </>
      )}
    </div>
  );
}
