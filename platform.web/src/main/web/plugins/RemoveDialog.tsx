import { Modal } from '@mantine/core';
import type { PluginEntry } from '../api/types.ts';
import { Button } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { nameOf } from './states.ts';

export function RemoveDialog({
  plugin,
  onClose,
  onRemove,
}: {
  plugin: PluginEntry;
  onClose: () => void;
  onRemove: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={t('plugins.removeTitle', { name: nameOf(plugin) })} size="md">
      <div className="form">
        <p className="hint">{t('plugins.removeHint')}</p>
        <div className="controls end">
          <Button onClick={onClose}>{t('plugins.keep')}</Button>
          <Button
            variant="filled"
            color="red"
            onClick={() => {
              onClose();
              onRemove();
            }}
          >
            {t('plugins.remove')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
