import { Select, TextInput } from '@mantine/core';
import { Button, IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { OPERATORS, type Operator, operatorOf, withOperator } from './matchers.ts';
import type { Matcher } from './types.ts';

/** Matchers, one row each: label, operator, value. */
export function MatcherRows({
  legend = t('silences.matchers'),
  matchers,
  problem,
  onChange,
}: {
  legend?: string;
  matchers: readonly Matcher[];
  problem?: string | undefined;
  onChange: (matchers: readonly Matcher[]) => void;
}) {
  const set = (index: number, changed: Partial<Matcher>) =>
    onChange(matchers.map((matcher, i) => (i === index ? { ...matcher, ...changed } : matcher)));
  return (
    <fieldset className="matchers">
      <legend>{legend}</legend>
      {matchers.map((matcher, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div className="matcher" key={index}>
          <TextInput
            size="xs"
            aria-label={t('silences.label')}
            placeholder={t('silences.label')}
            value={matcher.name}
            error={matcher.value !== '' && matcher.name === ''}
            onChange={event => set(index, { name: event.currentTarget.value })}
          />
          <Select
            size="xs"
            w={64}
            aria-label={t('silences.operator')}
            allowDeselect={false}
            data={[...OPERATORS]}
            value={operatorOf(matcher)}
            onChange={operator => operator && set(index, withOperator(matcher, operator as Operator))}
          />
          <TextInput
            size="xs"
            aria-label={t('silences.value')}
            placeholder={t('silences.value')}
            value={matcher.value}
            onChange={event => set(index, { value: event.currentTarget.value })}
          />
          <IconButton
            icon="close"
            label={t('form.remove')}
            onClick={() => onChange(matchers.filter((_, i) => i !== index))}
          />
        </div>
      ))}
      {problem && <div className="problem">{problem}</div>}
      <Button onClick={() => onChange([...matchers, { name: '', value: '', isEqual: true, isRegex: false }])}>
        {t('silences.addMatcher')}
      </Button>
    </fieldset>
  );
}
