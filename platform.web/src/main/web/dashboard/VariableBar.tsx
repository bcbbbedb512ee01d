import { Menu, TextInput } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Button } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import type { Variable } from './model.ts';
import { type Asking, useChoices } from './useChoices.ts';
import { ALL, type Choice, listed, type Values } from './variables.ts';

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

/** A choice for each variable of the dashboard that is not hidden. */
export default function VariableBar({ variables, values, asking, onChange, children }: VariableBarProps) {
  const shown = variables.filter(v => v.hide !== HIDDEN && v.type !== 'constant');
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
  const choices = useChoices(variable, values, asking);
  if (variable.type === 'textbox' || choices.length === 0) {
    return (
      <div className="controls">
        <span className="label" aria-hidden="true">
          {label}
        </span>
        <TextInput
          key={chosen.join()}
          size="xs"
          aria-label={label}
          defaultValue={chosen.join(',')}
          onBlur={event => event.target.value !== chosen.join(',') && onChange([event.target.value])}
          onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
        />
      </div>
    );
  }
  return (
    <Menu position="bottom-start" closeOnItemClick={!variable.multi}>
      <Menu.Target>
        <Button rightSection={<Icon name="chevron" size={12} />}>
          <span className="label">{label}</span> {textOf(chosen, choices)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="choices">
        {choices.map(choice =>
          variable.multi ? (
            <Menu.CheckboxItem
              key={choice.value}
              checked={chosen.includes(choice.value)}
              onChange={() => onChange(flipped(chosen, choice.value))}
            >
              {choice.text}
            </Menu.CheckboxItem>
          ) : (
            <Menu.Item key={choice.value} onClick={() => onChange([choice.value])}>
              {choice.text}
            </Menu.Item>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function textOf(chosen: readonly string[], choices: readonly Choice[]): string {
  if (chosen.includes(ALL)) return 'All';
  return chosen.map(v => choices.find(c => c.value === v)?.text ?? v).join(' + ') || '–';
}

/** Several values: "All" stands alone, and something is always chosen. */
function flipped(chosen: readonly string[], value: string): readonly string[] {
  if (value === ALL) return [ALL];
  const others = chosen.filter(v => v !== ALL && v !== value);
  const next = chosen.includes(value) ? others : [...others, value];
  return next.length > 0 ? next : chosen;
}
