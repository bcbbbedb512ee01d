import { Autocomplete } from '@mantine/core';
import { COLOR_NAMES, resolveColor } from '../../display/colors.ts';
import { t } from '../../texts/t.ts';
import { useTheme } from '../../theme/mode.ts';

/** A colour by its name in dashboards, or any that CSS knows. */
export function ColorSelect({
  value,
  onChange,
  label,
}: {
  value: string;
  onChange: (color: string) => void;
  /** Written above it; absent: only screen readers are told that it is a colour. */
  label?: string;
}) {
  const theme = useTheme();
  return (
    <Autocomplete
      size="xs"
      {...(label ? { label } : { 'aria-label': t('edit.color') })}
      data={[...COLOR_NAMES]}
      value={value}
      leftSection={<Swatch color={resolveColor(value, theme)} />}
      renderOption={({ option }) => (
        <span className="color-option">
          <Swatch color={resolveColor(option.value, theme)} />
          {option.value}
        </span>
      )}
      onChange={onChange}
    />
  );
}

function Swatch({ color }: { color: string }) {
  return <span className="swatch" style={{ background: color }} aria-hidden="true" />;
}
