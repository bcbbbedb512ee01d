import { Menu } from '@mantine/core';
import { useDashboards } from '../api/queries.ts';
import type { Filling } from '../panels/fieldText.ts';
import { AddressLink } from '../shell/AddressLink.tsx';
import { Button } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import type { RawRange } from '../time/range.ts';
import { linkAddress } from './links.ts';
import type { DashboardLink } from './model.ts';
import type { Values } from './variables.ts';

interface LinkBarProps {
  readonly links: readonly DashboardLink[];
  readonly range: RawRange;
  readonly values: Values;
  readonly filling: Filling;
}

/** What the dashboard leads to. */
export function LinkBar({ links, range, values, filling }: LinkBarProps) {
  const byTags = links.some(link => link.type === 'dashboards');
  const dashboards = useDashboards(byTags).data ?? [];
  if (links.length === 0) return null;
  return (
    <nav className="variables" aria-label={t('links.ofDashboard')}>
      {links.map(link => {
        const address = (url: string) => linkAddress(link, url, range, values);
        const targets =
          link.type === 'link'
            ? [{ url: address(filling.address(link.url ?? '')), title: filling.text(link.title ?? '') }]
            : dashboards
                .filter(({ tags }) => (link.tags ?? []).every(tag => tags.includes(tag)))
                .map(({ uid, title }) => ({ url: address(`/d/${encodeURIComponent(uid)}`), title }));
        const shown = targets.map(target => (
          <AddressLink
            key={target.url}
            address={target.url}
            blank={link.targetBlank ?? false}
            {...(link.tooltip && { title: link.tooltip })}
          >
            {target.title || target.url}
          </AddressLink>
        ));
        return link.asDropdown ? (
          <Choices key={link.title} title={link.title ?? ''}>
            {shown}
          </Choices>
        ) : (
          shown
        );
      })}
    </nav>
  );
}

function Choices({ title, children }: { title: string; children: readonly React.ReactNode[] }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button rightSection={<Icon name="chevron" size={12} />}>{title || t('links.ofDashboard')}</Button>
      </Menu.Target>
      <Menu.Dropdown className="choices">
        {children.map((child, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: links have no identity but their place
          <Menu.Item key={index} component="div">
            {child}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
