import { memo } from 'react';
import { IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';

/** The buttons in a panel's heading, each absent without what it does; rendered anew only when that changes. */
export const PanelButtons = memo(function PanelButtons({
  asTable,
  onAnnotate,
  onShare,
  onView,
  onTable,
}: {
  /** The panel's data is shown as a table. */
  readonly asTable: boolean;
  readonly onAnnotate: (() => void) | undefined;
  readonly onShare: (() => void) | undefined;
  readonly onView: (() => void) | undefined;
  readonly onTable: (() => void) | undefined;
}) {
  return (
    <div className="panel-buttons">
      {onAnnotate && <IconButton icon="flag" label={t('annotation.panel')} onClick={onAnnotate} />}
      {onShare && <IconButton icon="share" label={t('share.title')} onClick={onShare} />}
      {onView && <IconButton icon="expand" label={t('panel.view')} onClick={onView} />}
      {onTable && (
        <IconButton
          icon={asTable ? 'chart' : 'table'}
          label={t(asTable ? 'panel.showPanel' : 'panel.showTable')}
          onClick={onTable}
        />
      )}
    </div>
  );
});
