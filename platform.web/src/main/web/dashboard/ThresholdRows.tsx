import { NumberInput, Select } from '@mantine/core';
import { Button, IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';

/** From its value on a field has this colour; the first step has no value. */
export interface Step {
  readonly value: number | null;
  readonly color: string;
}

const COLORS = ['green', 'yellow', 'orange', 'red', 'blue', 'purple', 'transparent', 'text'];
const BASE: Step = { value: null, color: 'green' };

/** Thresholds in order, each with the colour from there on. */
export function ThresholdRows({
  steps,
  onChange,
}: {
  steps: readonly Step[];
  onChange: (steps: readonly Step[]) => void;
}) {
  const shown = steps.length > 0 ? steps : [BASE];
  const set = (index: number, changed: Partial<Step>) =>
    onChange(shown.map((step, i) => (i === index ? { ...step, ...changed } : step)));
  const last = shown[shown.length - 1].value ?? 0;
  return (
    <fieldset className="matchers">
      <legend>{t('edit.thresholds')}</legend>
      {shown.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
        <div className="matcher" key={index}>
          <Select
            size="xs"
            aria-label={t('edit.color')}
            allowDeselect={false}
            data={COLORS.includes(step.color) ? COLORS : [...COLORS, step.color]}
            value={step.color}
            onChange={color => color && set(index, { color })}
          />
          {index === 0 ? (
            <span className="hint">{t('edit.base')}</span>
          ) : (
            <NumberInput
              size="xs"
              aria-label={t('rules.threshold')}
              value={step.value ?? ''}
              onChange={value => value !== '' && set(index, { value: Number(value) })}
              onBlur={() => onChange(sorted(shown))}
            />
          )}
          {index > 0 && (
            <IconButton
              icon="close"
              label={t('form.remove')}
              onClick={() => onChange(shown.filter((_, i) => i !== index))}
            />
          )}
        </div>
      ))}
      <Button onClick={() => onChange([...shown, { value: last + 10, color: 'red' }])}>
        {t('form.add')}
      </Button>
    </fieldset>
  );
}

function sorted(steps: readonly Step[]): Step[] {
  return [...steps].sort(
    (a, b) => (a.value ?? Number.NEGATIVE_INFINITY) - (b.value ?? Number.NEGATIVE_INFINITY),
  );
}
