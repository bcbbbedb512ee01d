import type { DataLink, FieldConfig, ValueMapping } from '@gnomon/plugin-api';
import { Autocomplete, NumberInput, Select, TextInput } from '@mantine/core';
import { UNIT_IDS } from '../../display/units.ts';
import { type TextKey, t } from '../../texts/t.ts';
import { ColorSelect } from './ColorSelect.tsx';
import { LinkRows } from './LinkRows.tsx';
import { MappingRows } from './MappingRows.tsx';
import { ThresholdRows, type Thresholds } from './ThresholdRows.tsx';

/** Options of a field that every panel type may have, in the order of the editor. */
export const FIELD_OPTIONS = [
  'displayName',
  'unit',
  'decimals',
  'min',
  'max',
  'noValue',
  'color',
  'thresholds',
  'mappings',
  'links',
] as const;
export type FieldOptionId = (typeof FIELD_OPTIONS)[number];

const TITLES: Readonly<Record<FieldOptionId, TextKey>> = {
  displayName: 'edit.displayName',
  unit: 'edit.unit',
  decimals: 'edit.decimals',
  min: 'edit.min',
  max: 'edit.max',
  noValue: 'edit.noValue',
  color: 'edit.color',
  thresholds: 'edit.thresholds',
  mappings: 'edit.mappings',
  links: 'edit.links',
};
const COLOR_MODES = [
  'thresholds',
  'fixed',
  'shades',
  'palette-classic',
  'palette-classic-by-name',
  'continuous-GrYlRd',
  'continuous-RdYlGr',
  'continuous-BlYlRd',
  'continuous-YlRd',
  'continuous-BlPu',
  'continuous-YlBl',
  'continuous-blues',
  'continuous-reds',
  'continuous-greens',
  'continuous-purples',
] as const;

export function isFieldOption(id: string): id is FieldOptionId {
  return FIELD_OPTIONS.some(known => known === id);
}

export function fieldOptionTitle(id: FieldOptionId): string {
  return t(TITLES[id]);
}

/** The control for one option of a field; `undefined` takes the option away. */
export function FieldOption({
  id,
  value,
  onChange,
}: {
  id: FieldOptionId;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const label = fieldOptionTitle(id);
  switch (id) {
    case 'unit':
      return (
        <Autocomplete
          label={label}
          data={[...UNIT_IDS]}
          limit={30}
          value={typeof value === 'string' ? value : ''}
          onChange={onChange}
        />
      );
    case 'decimals':
    case 'min':
    case 'max':
      return (
        <NumberInput
          label={label}
          value={typeof value === 'number' ? value : ''}
          onChange={entered => onChange(entered === '' ? undefined : Number(entered))}
        />
      );
    case 'displayName':
    case 'noValue':
      return (
        <TextInput
          label={label}
          {...(id === 'displayName' && { placeholder: `\${__field.labels.instance}` })}
          value={typeof value === 'string' ? value : ''}
          onChange={event => onChange(event.currentTarget.value)}
        />
      );
    case 'color':
      return <Coloring value={(value ?? {}) as Color} onChange={onChange} />;
    case 'thresholds':
      return <ThresholdRows value={(value ?? {}) as Thresholds} onChange={onChange} />;
    case 'mappings':
      return (
        <MappingRows
          value={(value ?? []) as readonly ValueMapping[]}
          onChange={mappings => onChange(mappings.length > 0 ? mappings : undefined)}
        />
      );
    case 'links':
      return (
        <LinkRows
          legend={label}
          example={`/d/host?var-host=\${__field.labels.instance}`}
          value={(value ?? []) as readonly DataLink[]}
          onChange={links => onChange(links.length > 0 ? links : undefined)}
        />
      );
  }
}

type Color = Partial<NonNullable<FieldConfig['color']>>;

/** How a field is coloured: by its thresholds, a scale, a palette, or always the same. */
function Coloring({ value, onChange }: { value: Color; onChange: (value: Color) => void }) {
  const { mode = 'thresholds', fixedColor = '' } = value;
  const known: readonly string[] = COLOR_MODES;
  return (
    <div className="fields two">
      <Select
        label={t('edit.color')}
        allowDeselect={false}
        data={[...COLOR_MODES, ...(known.includes(mode) ? [] : [mode])].map(each => ({
          value: each,
          label: colorModeText(each),
        }))}
        value={mode}
        onChange={chosen => chosen && onChange({ ...value, mode: chosen })}
      />
      {(mode === 'fixed' || mode === 'shades') && (
        <ColorSelect
          label={t('edit.fixedColor')}
          value={fixedColor}
          onChange={color => onChange({ ...value, mode, fixedColor: color })}
        />
      )}
    </div>
  );
}

const MODE_TEXTS: Readonly<Record<string, TextKey>> = {
  thresholds: 'color.thresholds',
  fixed: 'color.fixed',
  shades: 'color.shades',
  'palette-classic': 'color.palette',
  'palette-classic-by-name': 'color.paletteByName',
};

function colorModeText(mode: string): string {
  const key = MODE_TEXTS[mode];
  return key ? t(key) : mode.replace('continuous-', '');
}
