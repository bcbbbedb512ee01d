import type { Labels } from '@gnomon/plugin-api';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Button, IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';

/** Names and values, one row each; rows without a name do not count yet. */
export function LabelRows({
  legend,
  labels,
  onChange,
}: {
  legend: string;
  labels: Labels;
  onChange: (labels: Labels) => void;
}) {
  const [rows, setRows] = useState(() => Object.entries(labels));
  const change = (next: [string, string][]) => {
    setRows(next);
    onChange(Object.fromEntries(next.filter(([name]) => name)));
  };
  const set = (index: number, row: [string, string]) =>
    change(rows.map((before, i) => (i === index ? row : before)));
  return (
    <fieldset className="matchers">
      <legend>{legend}</legend>
      {rows.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div className="matcher" key={index}>
          <TextInput
            size="xs"
            aria-label={`${legend}: ${t('sources.name')}`}
            value={name}
            onChange={event => set(index, [event.currentTarget.value, value])}
          />
          <TextInput
            size="xs"
            className="wide"
            aria-label={`${legend}: ${t('silences.value')}`}
            value={value}
            onChange={event => set(index, [name, event.currentTarget.value])}
          />
          <IconButton
            icon="close"
            label={t('form.remove')}
            onClick={() => change(rows.filter((_, i) => i !== index))}
          />
        </div>
      ))}
      <Button onClick={() => setRows([...rows, ['', '']])}>{t('form.add')}</Button>
    </fieldset>
  );
}
