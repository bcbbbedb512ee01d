import { TextInput } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { t } from '../texts/t.ts';
import type { Variable } from './model.ts';
import { type Asking, useChoices } from './useChoices.ts';
import { VariableFailure } from './VariableFailure.tsx';
import { VariableMenu } from './VariableMenu.tsx';
import { listed, switchValues, type Values } from './variables.ts';

const AdHocFilters = lazy(() => import('./AdHocFilters.tsx'));

interface VariableBarProps {
  readonly variables: readonly Variable[];
  readonly values: Values;
  readonly asking: Asking;
  readonly onChange: (name: string, values: readonly string[]) => void;
  /** Further switches at the end. */
  readonly children?: React.ReactNode;
}

const HIDDEN = 2;
/** Kinds whose choices may fail to come. */
const ASKED = ['query', 'groupby'];

/** A choice for each variable of the dashboard that is not hidden; of hidden ones only what is wrong. */
export default function VariableBar({ variables, values, asking, onChange, children }: VariableBarProps) {
  const shown = variables.filter(
    v => v.type !== 'constant' && (v.hide !== HIDDEN || ASKED.includes(v.type ?? '')),
  );
  if (shown.length === 0 && !children) return null;
  return (
    <div className="variables" role="toolbar" aria-label={t('dashboard.variables')}>
      {shown.map(variable => {
        const props = {
          variable,
          values,
          asking,
          onChange: (chosen: readonly string[]) => onChange(variable.name, chosen),
        };
        if (variable.type === 'switch') return <OnOff key={variable.name} {...props} />;
        if (variable.type !== 'adhoc') return <Chooser key={variable.name} {...props} />;
        return (
          <Suspense key={variable.name}>
            <AdHocFilters {...props} />
          </Suspense>
        );
      })}
      {children}
    </div>
  );
}

function Chooser({
  variable,
  values,
  asking,
  onChange,
}: {
  variable: Variable;
  values: Values;
  asking: Asking;
  onChange: (values: readonly string[]) => void;
}) {
  const label = variable.label || variable.name;
  const chosen = listed(values[variable.name]);
  const { choices, error, onAskAgain } = useChoices(variable, values, asking);
  const failure = error !== undefined && (
    <VariableFailure label={label} error={error} onAskAgain={onAskAgain} />
  );
  const hidden = variable.hide === HIDDEN;
  if (hidden && !failure) return null;
  const typed = variable.type === 'textbox' || (choices.length === 0 && variable.type !== 'groupby');
  return (
    <div className="controls">
      {(typed || hidden) && (
        <span className="label" aria-hidden="true">
          {label}
        </span>
      )}
      {!hidden && typed && <TextChoice label={label} chosen={chosen.join(',')} onChange={onChange} />}
      {!hidden && !typed && (
        <VariableMenu
          variable={variable}
          label={label}
          chosen={chosen}
          choices={choices}
          onChange={onChange}
        />
      )}
      {failure}
    </div>
  );
}

/** Any text may be written; it holds when the field is left, or with Enter. */
function TextChoice({
  label,
  chosen,
  onChange,
}: {
  label: string;
  chosen: string;
  onChange: (values: readonly string[]) => void;
}) {
  return (
    <TextInput
      key={chosen}
      size="xs"
      aria-label={label}
      defaultValue={chosen}
      onBlur={event => event.target.value !== chosen && onChange([event.target.value])}
      onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}

/** On or off, each with its value. */
function OnOff({
  variable,
  values,
  onChange,
}: {
  variable: Variable;
  values: Values;
  onChange: (values: readonly string[]) => void;
}) {
  const { on, off } = switchValues(variable);
  return (
    <label className="mark-switch">
      <input
        type="checkbox"
        checked={values[variable.name] === on}
        onChange={event => onChange([event.currentTarget.checked ? on : off])}
      />
      <span className="label">{variable.label || variable.name}</span>
    </label>
  );
}
