import type { DataLink } from '@gnomon/plugin-api';
import { Switch, TextInput } from '@mantine/core';
import { RowList } from '../../shell/RowList.tsx';
import { t } from '../../texts/t.ts';

/** Addresses that lead on from a panel or a value; variables and, for a value, its field are filled in. */
export function LinkRows({
  legend,
  example,
  value,
  onChange,
}: {
  legend: string;
  /** An address that shows what can be filled in. */
  example: string;
  value: readonly DataLink[];
  onChange: (value: readonly DataLink[]) => void;
}) {
  return (
    <RowList<DataLink>
      legend={legend}
      rows={value}
      onChange={onChange}
      nameOf={link => link.title || link.url}
      add={{ label: t('edit.addLink'), make: () => ({ title: '', url: '' }) }}
      ordered
    >
      {(link, set) => (
        <>
          <TextInput
            size="xs"
            aria-label={t('links.title')}
            placeholder={t('links.title')}
            value={link.title}
            onChange={event => set({ title: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            classNames={{ input: 'mono' }}
            aria-label={t('links.url')}
            placeholder={example}
            value={link.url}
            onChange={event => set({ url: event.currentTarget.value })}
          />
          <Switch
            label={t('links.blank')}
            checked={link.targetBlank ?? false}
            onChange={event => set({ targetBlank: event.currentTarget.checked })}
          />
        </>
      )}
    </RowList>
  );
}
