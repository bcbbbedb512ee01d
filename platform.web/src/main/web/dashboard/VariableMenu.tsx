import { Menu, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Button } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import type { Variable } from './model.ts';
import { type Choice, flipped, offered, textOf } from './offered.ts';

/** So many choices are looked over without a field to search them. */
const SEARCHED = 15;

/** The choices of a variable: one of them, or a tick at each; many are searched. */
export function VariableMenu({
  variable,
  label,
  chosen,
  choices,
  onChange,
}: {
  readonly variable: Variable;
  readonly label: string;
  readonly chosen: readonly string[];
  readonly choices: readonly Choice[];
  readonly onChange: (values: readonly string[]) => void;
}) {
  const [wanted, setWanted] = useState('');
  const emptiable = variable.type === 'groupby';
  const several = variable.multi || emptiable;
  const { shown, more } = offered(choices, chosen, wanted);
  return (
    <Menu
      position="bottom-start"
      closeOnItemClick={!several}
      withInitialFocusPlaceholder={choices.length <= SEARCHED}
      onClose={() => setWanted('')}
    >
      <Menu.Target>
        <Button rightSection={<Icon name="chevron" size={12} />}>
          <span className="label">{label}</span> {textOf(chosen, choices)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="choices">
        {choices.length > SEARCHED && (
          <TextInput
            size="xs"
            data-autofocus
            aria-label={t('variable.search')}
            placeholder={t('variable.search')}
            value={wanted}
            onChange={event => setWanted(event.currentTarget.value)}
          />
        )}
        {shown.map(choice =>
          several ? (
            <Menu.CheckboxItem
              key={choice.value}
              checked={chosen.includes(choice.value)}
              onChange={() => onChange(flipped(chosen, choice.value, emptiable))}
            >
              {choice.text}
            </Menu.CheckboxItem>
          ) : (
            <Menu.Item key={choice.value} onClick={() => onChange([choice.value])}>
              {choice.text}
            </Menu.Item>
          ),
        )}
        {shown.length === 0 && <Menu.Label>{t('variable.nothing')}</Menu.Label>}
        {more > 0 && <Menu.Label>{t('metrics.more', { count: more })}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
