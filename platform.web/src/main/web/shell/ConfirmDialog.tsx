import { Modal } from '@mantine/core';
import { t } from '../texts/t.ts';
import { Button } from './controls.tsx';

/** Asks before something is taken away. */
export function ConfirmDialog({
  title,
  hint,
  action,
  onConfirm,
  onClose,
}: {
  title: string;
  hint: string;
  /** Text of the button that does it. */
  action: string;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={title} size="md">
      <div className="form">
        <p className="hint">{hint}</p>
        <div className="controls end">
          <Button onClick={onClose}>{t('plugins.keep')}</Button>
          <Button
            variant="filled"
            color="red"
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {action}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
