import type { WireAnswer } from '../frames/wire.ts';
import { Button } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { Cover } from './Cover.tsx';
import type { PanelStatus } from './mounted.ts';
import type { PanelType } from './registry.ts';

/** What lies over a panel's picture when there is something to say: no plugin, a failed one, no data, a failed query. */
export function PanelCovers(props: {
  /** Name of the wanted panel type. */
  readonly typeId: string;
  readonly type: PanelType | undefined;
  /** No plugin draws the type now. */
  readonly inactive: boolean;
  readonly status: PanelStatus;
  /** The value that stands for no data, empty for the usual words; undefined when there is data. */
  readonly nothing: string | undefined;
  /** Why the queries delivered nothing. */
  readonly errors: NonNullable<WireAnswer['errors']>;
  /** Mounts the plugin again after it has failed. */
  readonly onStartAgain: () => void;
}) {
  const { typeId, type, inactive, status, nothing, errors, onStartAgain } = props;
  return (
    <>
      {inactive && (
        <Cover
          title={t(type ? 'panel.stopped' : 'panel.missing', { type: typeId })}
          text={t(type ? 'panel.stoppedHint' : 'panel.missingHint')}
        />
      )}
      {!inactive && status.kind === 'failed' && (
        <Cover
          title={t(status.stopped ? 'panel.crashed' : 'panel.error')}
          text={status.message}
          action={status.stopped && <Button onClick={onStartAgain}>{t('panel.startAgain')}</Button>}
        />
      )}
      {nothing !== undefined && (
        <Cover
          {...(nothing
            ? { title: nothing, text: '', value: true }
            : { title: t('panel.noData'), text: t('panel.noDataHint') })}
        />
      )}
      {errors.length > 0 && (
        <Cover
          title={t('panel.queryFailed')}
          text={errors.map(e => (e.refId ? `${e.refId}: ${e.message}` : e.message)).join('\n')}
        />
      )}
    </>
  );
}
