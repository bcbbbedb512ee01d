import { Menu } from '@mantine/core';
import { Button, IconButton } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import { REFRESH } from './range.ts';

interface RefreshPickerProps {
  readonly value: string;
  /** On offer; else the usual ones. */
  readonly intervals?: readonly string[];
  readonly onChange: (value: string) => void;
  readonly onRefresh: () => void;
}

export function RefreshPicker({ value, intervals = REFRESH, onChange, onRefresh }: RefreshPickerProps) {
  const chosen = value || t('refresh.off');
  return (
    <div className="controls">
      <IconButton icon="refresh" label={t('refresh.now')} onClick={onRefresh} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            rightSection={<Icon name="chevron" size={12} />}
            aria-label={`${t('refresh.interval')}: ${chosen}`}
          >
            {chosen}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onChange('')}>{t('refresh.off')}</Menu.Item>
          {intervals.map(interval => (
            <Menu.Item key={interval} onClick={() => onChange(interval)}>
              {interval}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
