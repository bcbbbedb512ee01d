import { NumberInput, SegmentedControl, Select } from '@mantine/core';
import { t } from '../texts/t.ts';
import type { PanelModel, Variable } from './model.ts';

/** For which values a panel or a row comes again; of a panel also where its copies lie. Nothing without variables. */
export function RepeatFields({
  panel,
  variables,
  onChange,
}: {
  panel: PanelModel;
  variables: readonly Variable[];
  onChange: (panel: PanelModel) => void;
}) {
  if (variables.length === 0) return null;
  const isPlaced = panel.repeat && panel.type !== 'row';
  const direction = panel.repeatDirection ?? 'h';
  return (
    <>
      <Select
        label={t('edit.repeat')}
        clearable
        clearButtonProps={{ 'aria-label': t('form.remove') }}
        data={variables.map(variable => variable.name)}
        value={panel.repeat ?? null}
        onChange={value => onChange(withRepeat(panel, value))}
      />
      {isPlaced && (
        <SegmentedControl
          size="xs"
          aria-label={t('edit.repeatDirection')}
          value={direction}
          data={(['h', 'v'] as const).map(value => ({ value, label: t(`edit.repeatDirection.${value}`) }))}
          onChange={value => onChange({ ...panel, repeatDirection: value as 'h' | 'v' })}
        />
      )}
      {isPlaced && direction === 'h' && (
        <NumberInput
          label={t('edit.maxPerRow')}
          min={1}
          max={24}
          allowDecimal={false}
          value={panel.maxPerRow ?? 4}
          onChange={value => typeof value === 'number' && onChange({ ...panel, maxPerRow: value })}
        />
      )}
    </>
  );
}

function withRepeat({ repeat: _, ...panel }: PanelModel, variable: string | null): PanelModel {
  if (!variable) return panel;
  if (panel.type === 'row') return { ...panel, repeat: variable };
  return { ...panel, repeat: variable, repeatDirection: panel.repeatDirection ?? 'h' };
}
