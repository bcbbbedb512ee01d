import { Autocomplete, NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { CALC_NAMES, calcChoice } from '../../display/reduce.ts';
import { useFieldNames } from '../../forms/fieldNames.ts';
import { type ByValue, type Override, VALUE_OPERATORS } from '../../frames/overrides.ts';
import { type TextKey, t } from '../../texts/t.ts';

type Matcher = Override['matcher'];

const KINDS: Readonly<Record<string, TextKey>> = {
  byName: 'matcher.byName',
  byRegexp: 'matcher.byRegexp',
  byType: 'matcher.byType',
  byFrameRefID: 'matcher.byFrameRefID',
  byNames: 'matcher.byNames',
  byValue: 'matcher.byValue',
};
const TYPES = ['number', 'string', 'time', 'boolean'];
const OPERATOR_TEXTS = { gte: '≥', gt: '>', lte: '≤', lt: '<', eq: '=', neq: '≠' } as const;

/** Which fields a rule is for. */
export function MatcherFields({
  matcher,
  refIds,
  onChange,
}: {
  matcher: Matcher;
  refIds: readonly string[];
  onChange: (matcher: Matcher) => void;
}) {
  const { id } = matcher;
  return (
    <div className="fields two">
      <Select
        size="xs"
        aria-label={t('matcher.kind')}
        allowDeselect={false}
        data={[...Object.keys(KINDS), ...(id in KINDS ? [] : [id])].map(kind => ({
          value: kind,
          label: kind in KINDS ? t(KINDS[kind]) : kind,
        }))}
        value={id}
        onChange={kind => kind && onChange({ id: kind })}
      />
      <Options matcher={matcher} refIds={refIds} onChange={options => onChange({ id, options })} />
    </div>
  );
}

function Options({
  matcher: { id, options },
  refIds,
  onChange,
}: {
  matcher: Matcher;
  refIds: readonly string[];
  onChange: (options: unknown) => void;
}) {
  const names = useFieldNames();
  const text = typeof options === 'string' ? options : '';
  const label = { size: 'xs' as const, 'aria-label': t('matcher.options') };
  switch (id) {
    case 'byName':
      return <Autocomplete {...label} data={[...names]} value={text} onChange={onChange} />;
    case 'byRegexp':
      return (
        <TextInput
          {...label}
          classNames={{ input: 'mono' }}
          placeholder="/^cpu/"
          value={text}
          onChange={event => onChange(event.currentTarget.value)}
        />
      );
    case 'byType':
      return <Select {...label} data={TYPES} value={text || null} onChange={onChange} />;
    case 'byFrameRefID':
      return <Select {...label} data={[...refIds]} value={text || null} onChange={onChange} />;
    case 'byNames':
      return <Names value={(options ?? {}) as NamesOptions} names={names} onChange={onChange} />;
    case 'byValue':
      return <ByValueFields value={(options ?? {}) as ByValue} onChange={onChange} />;
    default:
      return <code className="break">{JSON.stringify(options)}</code>;
  }
}

interface NamesOptions {
  readonly mode?: string;
  readonly names?: readonly string[];
}

function Names({
  value,
  names,
  onChange,
}: {
  value: NamesOptions;
  names: readonly string[];
  onChange: (value: NamesOptions) => void;
}) {
  return (
    <div>
      <TagsInput
        size="xs"
        aria-label={t('matcher.options')}
        data={[...names]}
        value={[...(value.names ?? [])]}
        onChange={chosen => onChange({ mode: 'include', ...value, names: chosen })}
      />
      <Switch
        label={t('matcher.exclude')}
        checked={value.mode === 'exclude'}
        onChange={event => onChange({ ...value, mode: event.currentTarget.checked ? 'exclude' : 'include' })}
      />
    </div>
  );
}

function ByValueFields({ value, onChange }: { value: ByValue; onChange: (value: ByValue) => void }) {
  const { reducer = 'lastNotNull', op = 'gte' } = value;
  return (
    <div className="fields three">
      <Select
        size="xs"
        aria-label={t('edit.calc')}
        allowDeselect={false}
        data={CALC_NAMES.map(calcChoice)}
        value={reducer}
        onChange={calc => calc && onChange({ ...value, reducer: calc })}
      />
      <Select
        size="xs"
        aria-label={t('silences.operator')}
        allowDeselect={false}
        data={VALUE_OPERATORS.map(operator => ({ value: operator, label: OPERATOR_TEXTS[operator] }))}
        value={op}
        onChange={operator => operator && onChange({ ...value, op: operator })}
      />
      <NumberInput
        size="xs"
        aria-label={t('silences.value')}
        value={value.value ?? 0}
        onChange={entered => onChange({ ...value, value: entered === '' ? 0 : Number(entered) })}
      />
    </div>
  );
}
