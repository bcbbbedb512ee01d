import { Modal } from '@mantine/core';
import { t } from '../texts/t.ts';
import { Button } from './controls.tsx';

/** Asks before something is taken away. */
export function ConfirmDialog({
  title,
  hint,
  action,
  keep = t('plugins.keep'),
  onConfirm,
  onClose,
}: {
  title: string;
  hint: string;
  /** Text of the button that does it. */
  action: string;
  /** Text of the button that does not. */
  keep?: string;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={title} size="md">
      <div className="form">
        <p className="hint">{hint}</p>
        <div className="controls end">
          <Button onClick={onClose}>{keep}</Button>
          <Button
            variant="filled"
            color="red.9"
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
