import { lazy, Suspense, useState } from 'react';
import { Button, IconButton } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import { REFRESH } from './range.ts';

/** Comes when it is opened for the first time, as that of the time range. */
const RefreshMenu = lazy(() => import('./RefreshMenu.tsx'));

interface RefreshPickerProps {
  readonly value: string;
  /** On offer; else the usual ones. */
  readonly intervals?: readonly string[];
  readonly onChange: (value: string) => void;
  readonly onRefresh: () => void;
}

export function RefreshPicker({ value, intervals = REFRESH, onChange, onRefresh }: RefreshPickerProps) {
  const [open, setOpen] = useState<boolean>();
  const chosen = value || t('refresh.off');
  const button = (
    <Button
      rightSection={<Icon name="chevron" size={12} />}
      aria-label={`${t('refresh.interval')}: ${chosen}`}
      {...(open === undefined && { onClick: () => setOpen(true) })}
    >
      {chosen}
    </Button>
  );
  return (
    <div className="controls">
      <IconButton icon="refresh" label={t('refresh.now')} onClick={onRefresh} />
      {open === undefined ? (
        button
      ) : (
        <Suspense fallback={button}>
          <RefreshMenu
            open={open}
            onOpen={setOpen}
            button={button}
            intervals={intervals}
            onChange={onChange}
          />
        </Suspense>
      )}
    </div>
  );
}
