import { Popover } from '@mantine/core';
import { useState } from 'react';
import { Button } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';

/** Says at a variable that its choices did not come; why is a click or a key away, as is asking again. */
export function VariableFailure({
  label,
  error,
  onAskAgain,
}: {
  readonly label: string;
  /** One sentence. */
  readonly error: string;
  readonly onAskAgain: () => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={320} trapFocus>
      <Popover.Target>
        <Button
          className="variable-failure"
          onClick={() => setOpen(!open)}
          aria-label={t('variable.failedOf', { name: label, error })}
        >
          {t('variable.failed')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <p className="variable-problem">{error}</p>
        <Button
          onClick={() => {
            setOpen(false);
            onAskAgain();
          }}
        >
          {t('state.retry')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
