import { Modal } from '@mantine/core';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import type { PluginEntry } from '../api/types.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { hasOffers, Offers } from './Offers.tsx';
import { isPart, kindText, nameOf, removalOf, replacedBy, requirementsOf } from './states.ts';

/**
 * Shows what an uploaded jar is, asks for, and takes the place of. Nothing of it runs before it is confirmed; then the dashboards and rules
 * that it carries are offered.
 */
export function ConfirmUpload({
  plugin,
  plugins,
  onClose,
  onChanged,
}: {
  plugin: PluginEntry;
  plugins: readonly PluginEntry[];
  onClose: () => void;
  onChanged: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [started, setStarted] = useState<PluginEntry>();
  const settle = async (call: () => Promise<PluginEntry | undefined>, done: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const now = await call();
      toast.done(done);
      if (now && hasOffers(now)) setStarted(now);
      else onClose();
    } catch (e) {
      setProblem((e as Error).message);
    } finally {
      setBusy(false);
      onChanged();
    }
  };
  const name = nameOf(plugin);
  if (started)
    return (
      <Modal opened onClose={onClose} title={t('plugins.done.start', { name })} size="lg">
        <div className="form">
          <p className="hint">{t('offers.brought')}</p>
          <Offers plugin={started} />
          <div className="controls end">
            <Button onClick={onClose}>{t('form.close')}</Button>
          </div>
        </div>
      </Modal>
    );
  return (
    <Modal opened onClose={onClose} title={t('plugins.confirmTitle', { name })} size="lg">
      <div className="form">
        <dl className="facts">
          <dt>{t('plugins.name')}</dt>
          <dd>
            {name} <span className="hint">{plugin.id}</span>
          </dd>
          <dt>{t('plugins.version')}</dt>
          <dd className="mono">{plugin.version}</dd>
          <dt>{t('plugins.capabilities')}</dt>
          <dd>
            {plugin.kinds.map(kind => (
              <span className="chip" key={kind}>
                {kindText(kind)}
              </span>
            ))}
            {plugin.kinds.length === 0 && '–'}
          </dd>
          <dt>{t('plugins.requires')}</dt>
          <dd className="mono break">{requirementsOf(plugin)}</dd>
          <dt>{t('plugins.publisher')}</dt>
          <dd>{plugin.publisher || t('plugins.unsigned')}</dd>
          <dt>SHA-256</dt>
          <dd className="mono break">{plugin.sha256}</dd>
        </dl>
        <Banner tone="warn">{t('plugins.rights')}</Banner>
        <Replaced plugin={plugin} plugins={plugins} />
        {isPart(plugin) && <Banner tone="warn">{t('plugins.replacesPart')}</Banner>}
        {problem && (
          <Banner tone="bad" title={t('plugins.notStarted')}>
            {problem}
          </Banner>
        )}
        <div className="controls end">
          <Button
            disabled={busy}
            onClick={() =>
              void settle(
                () => gnomon.send<undefined>('DELETE', removalOf(plugin)),
                t('plugins.done.discard', { name }),
              )
            }
          >
            {t('plugins.discard')}
          </Button>
          <Button
            variant="filled"
            loading={busy}
            onClick={() =>
              void settle(
                () => gnomon.send<PluginEntry>('POST', 'plugins/confirm', { sha256: plugin.sha256 }),
                t('plugins.done.start', { name }),
              )
            }
          >
            {t('plugins.confirm')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/** A jar says itself which plugin it is: that it comes from somebody else than what runs must be seen. */
function Replaced({ plugin, plugins }: { plugin: PluginEntry; plugins: readonly PluginEntry[] }) {
  const now = replacedBy(plugin, plugins);
  if (!now || now.sha256 === plugin.sha256) return null;
  const sameSource = !now.official && now.publisher === plugin.publisher;
  const text = { name: nameOf(now), version: now.version };
  return (
    <Banner tone={sameSource ? 'info' : 'warn'}>
      {t('plugins.replaces', text)} {now.official && t('plugins.replacesOfficial')}
      {!now.official &&
        !sameSource &&
        t('plugins.replacesOther', {
          before: now.publisher || t('plugins.unsigned'),
          after: plugin.publisher || t('plugins.unsigned'),
        })}
    </Banner>
  );
}
