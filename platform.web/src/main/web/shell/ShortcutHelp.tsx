import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import { type TextKey, t } from '../texts/t.ts';
import { SHORTCUTS } from './shortcuts.ts';

const GROUPS: Readonly<Record<keyof typeof SHORTCUTS, TextKey>> = {
  page: 'keys.everywhere',
  panel: 'keys.onPanel',
  dashboard: 'keys.onDashboard',
};
const NAMES: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' };

/** All shortcuts of the page. */
export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={t('keys.title')} size="xl">
      <div className="shortcuts">
        {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map(group => (
          <section key={group}>
            <h2 className="section-title">{t(GROUPS[group])}</h2>
            <dl>
              {SHORTCUTS[group].map(({ keys, text }) => (
                <div key={keys}>
                  <dt>{t(text)}</dt>
                  <dd>
                    {keys.split(' ').map((key, index) => (
                      <Fragment key={key}>
                        {index > 0 && ' '}
                        <kbd>{NAMES[key] ?? key}</kbd>
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
