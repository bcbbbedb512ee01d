import { Select, Switch, TextInput } from '@mantine/core';
import { Button, IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import type { Variable } from './model.ts';

/** Kinds that the page can make; others are shown and kept. */
const TYPES = ['query', 'custom', 'interval', 'textbox', 'constant'] as const;
const NAME = /^[a-zA-Z_]\w*$/;

/** The variables of a dashboard: name, kind, what they offer, and whether several may be chosen. */
export function VariableRows({
  variables,
  onChange,
}: {
  variables: readonly Variable[];
  onChange: (variables: readonly Variable[]) => void;
}) {
  const set = (index: number, changed: Partial<Variable>) =>
    onChange(variables.map((variable, i) => (i === index ? { ...variable, ...changed } : variable)));
  return (
    <fieldset className="matchers">
      <legend>{t('dashboard.variables')}</legend>
      {variables.map((variable, index) => (
        <VariableRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the name changes while it is written
          key={index}
          variable={variable}
          taken={variables.some((other, i) => i !== index && other.name === variable.name)}
          onChange={changed => set(index, changed)}
          onDelete={() => onChange(variables.filter((_, i) => i !== index))}
        />
      ))}
      <Button onClick={() => onChange([...variables, { name: '', type: 'query', query: '' }])}>
        {t('settings.addVariable')}
      </Button>
    </fieldset>
  );
}

function VariableRow({
  variable,
  taken,
  onChange,
  onDelete,
}: {
  variable: Variable;
  taken: boolean;
  onChange: (changed: Partial<Variable>) => void;
  onDelete: () => void;
}) {
  const type = variable.type ?? 'query';
  const query = typeof variable.query === 'string' ? variable.query : (variable.query?.query ?? '');
  const several = type === 'query' || type === 'custom';
  const nameProblem = taken ? t('settings.taken') : NAME.test(variable.name) ? undefined : t('settings.name');
  return (
    <div className="variable">
      <div className="fields">
        <TextInput
          size="xs"
          label={t('sources.name')}
          value={variable.name}
          error={nameProblem}
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
          data={TYPES.some(known => known === type) ? [...TYPES] : [...TYPES, type]}
          value={type}
          onChange={value => value && onChange({ type: value })}
        />
      </div>
      <div className="matcher">
        <TextInput
          size="xs"
          className="wide"
          classNames={{ input: 'mono' }}
          aria-label={t('settings.query')}
          placeholder={type === 'query' ? 'label_values(up, instance)' : 'a, b, c'}
          value={query}
          onChange={event => onChange({ query: event.currentTarget.value })}
        />
        {several && (
          <>
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
          </>
        )}
        <IconButton
          icon="remove"
          label={t('settings.deleteVariable', { name: variable.name })}
          onClick={onDelete}
        />
      </div>
    </div>
  );
}
