import { NumberInput, Switch } from '@mantine/core';
import { RowList } from '../../shell/RowList.tsx';
import { t } from '../../texts/t.ts';
import { ColorSelect } from './ColorSelect.tsx';

/** From its value on a field has this colour; the first step has no value. */
export interface Step {
  readonly value: number | null;
  readonly color: string;
}
export interface Thresholds {
  readonly mode?: 'absolute' | 'percentage';
  readonly steps?: readonly Step[];
}

const BASE: Step = { value: null, color: 'green' };
/** How far above the last step a new one begins. */
const DISTANCE = 10;

/** Thresholds in order, each with the colour from there on. */
export function ThresholdRows({
  value,
  onChange,
}: {
  value: Thresholds;
  onChange: (value: Thresholds) => void;
}) {
  const { mode = 'absolute', steps = [] } = value;
  const shown = steps.length > 0 ? steps : [BASE];
  const change = (next: readonly Step[]) => onChange({ mode, steps: next.length > 0 ? next : [BASE] });
  return (
    <RowList
      legend={t('edit.thresholds')}
      rows={shown}
      onChange={change}
      nameOf={step => (step.value === null ? t('edit.base') : String(step.value))}
      add={{
        label: t('edit.addThreshold'),
        make: () => ({ value: (shown[shown.length - 1].value ?? 0) + DISTANCE, color: 'red' }),
      }}
    >
      {(step, set, index) => (
        <div className="fields two">
          <ColorSelect value={step.color} onChange={color => set({ color })} />
          {index === 0 ? (
            <PercentageSwitch
              percentage={mode === 'percentage'}
              onChange={percentage =>
                onChange({ mode: percentage ? 'percentage' : 'absolute', steps: shown })
              }
            />
          ) : (
            <NumberInput
              size="xs"
              aria-label={t('rules.threshold')}
              value={step.value ?? ''}
              {...(mode === 'percentage' && { suffix: ' %' })}
              onChange={entered => entered !== '' && set({ value: Number(entered) })}
              onBlur={() => change(sorted(shown))}
            />
          )}
        </div>
      )}
    </RowList>
  );
}

function PercentageSwitch({
  percentage,
  onChange,
}: {
  percentage: boolean;
  onChange: (percentage: boolean) => void;
}) {
  return (
    <Switch
      label={t('edit.percentage')}
      checked={percentage}
      onChange={event => onChange(event.currentTarget.checked)}
    />
  );
}

function sorted(steps: readonly Step[]): Step[] {
  return [...steps].sort(
    (a, b) => (a.value ?? Number.NEGATIVE_INFINITY) - (b.value ?? Number.NEGATIVE_INFINITY),
  );
}
