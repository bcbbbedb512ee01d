import { Modal, TextInput } from '@mantine/core';
import { Button } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import type { PanelModel, Variable } from './model.ts';
import { RepeatFields } from './RepeatFields.tsx';

/** The title of a row and for which values it comes again, with its panels. */
export default function RowDialog({
  row,
  variables,
  onChange,
  onClose,
}: {
  row: PanelModel;
  variables: readonly Variable[];
  onChange: (row: PanelModel) => void;
  onClose: () => void;
}) {
  return (
    <Modal opened onClose={onClose} title={t('edit.row')} size="sm">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          onClose();
        }}
      >
        <TextInput
          label={t('edit.title')}
          value={row.title ?? ''}
          data-autofocus
          onChange={event => onChange({ ...row, title: event.currentTarget.value })}
        />
        <RepeatFields panel={row} variables={variables} onChange={onChange} />
        <div className="controls end">
          <Button type="submit" variant="filled">
            {t('edit.done')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
