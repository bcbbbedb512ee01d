import { Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { RowList } from '../shell/RowList.tsx';
import { t } from '../texts/t.ts';
import type { DashboardLink } from './model.ts';

const SWITCHES = ['keepTime', 'includeVars', 'targetBlank', 'asDropdown'] as const;

/** What the dashboard leads to: an address, or all dashboards with some tags. */
export function DashboardLinkRows({
  links,
  onChange,
}: {
  links: readonly DashboardLink[];
  onChange: (links: readonly DashboardLink[]) => void;
}) {
  return (
    <RowList<DashboardLink>
      legend={t('links.ofDashboard')}
      rows={links}
      onChange={onChange}
      nameOf={link => link.title || link.url || (link.tags ?? []).join(', ')}
      add={{ label: t('edit.addLink'), make: () => ({ type: 'link', title: '', url: '', keepTime: true }) }}
      ordered
    >
      {(link, set) => (
        <>
          <div className="fields">
            <Select
              size="xs"
              label={t('sources.type')}
              allowDeselect={false}
              data={[
                { value: 'link', label: t('links.address') },
                { value: 'dashboards', label: t('links.byTags') },
              ]}
              value={link.type}
              onChange={type => type && set({ type: type as DashboardLink['type'] })}
            />
            <TextInput
              size="xs"
              label={t('links.title')}
              value={link.title ?? ''}
              onChange={event => set({ title: event.currentTarget.value })}
            />
            {link.type === 'link' ? (
              <TextInput
                size="xs"
                classNames={{ input: 'mono' }}
                label={t('links.url')}
                placeholder="/d/host"
                value={link.url ?? ''}
                onChange={event => set({ url: event.currentTarget.value })}
              />
            ) : (
              <TagsInput
                size="xs"
                label={t('dashboards.tags')}
                value={[...(link.tags ?? [])]}
                onChange={tags => set({ tags })}
              />
            )}
          </div>
          <div className="controls">
            {SWITCHES.filter(name => name !== 'asDropdown' || link.type === 'dashboards').map(name => (
              <Switch
                key={name}
                label={t(`links.${name}`)}
                checked={link[name] ?? false}
                onChange={event => set({ [name]: event.currentTarget.checked })}
              />
            ))}
          </div>
        </>
      )}
    </RowList>
  );
}
