import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../texts/t.ts';

interface RefreshMenuProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  /** Opens it. */
  readonly button: ReactNode;
  readonly intervals: readonly string[];
  readonly onChange: (value: string) => void;
}

/** The refresh intervals, below the button. */
export default function RefreshMenu({ open, onOpen, button, intervals, onChange }: RefreshMenuProps) {
  return (
    <Menu opened={open} onChange={onOpen} position="bottom-end">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChange('')}>{t('refresh.off')}</Menu.Item>
        {intervals.map(interval => (
          <Menu.Item key={interval} onClick={() => onChange(interval)}>
            {interval}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
