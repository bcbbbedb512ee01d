import { useState } from 'react';
import { useMay } from '../api/queries.ts';
import { Button } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import { AcknowledgeDialog } from './AcknowledgeDialog.tsx';
import { equalMatchers } from './matchers.ts';
import type { ListedAlert } from './rules.ts';
import { SilenceDialog } from './SilenceDialog.tsx';

/** Silence an alert, or say that somebody is on it; only one that fires can be acknowledged. */
export function AlertActions({ alert }: { alert: ListedAlert }) {
  const [dialog, setDialog] = useState<'silence' | 'acknowledge'>();
  const user = useMay('viewer');
  const editor = useMay('editor');
  return (
    <div className="controls end">
      {alert.state === 'firing' && alert.notified && (
        <Button
          disabled={!editor}
          leftSection={<Icon name="check" size={14} />}
          onClick={() => setDialog('acknowledge')}
        >
          {t('alerts.acknowledge')}
        </Button>
      )}
      <Button
        disabled={!user}
        leftSection={<Icon name="silence" size={14} />}
        onClick={() => setDialog('silence')}
      >
        {t('alerts.silence')}
      </Button>
      {dialog === 'acknowledge' && (
        <AcknowledgeDialog labels={alert.labels} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'silence' && (
        <SilenceDialog matchers={equalMatchers(alert.labels)} onClose={() => setDialog(undefined)} />
      )}
    </div>
  );
}
