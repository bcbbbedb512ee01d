import { Modal, TextInput } from '@mantine/core';
import { type KeyboardEvent, useId, useState } from 'react';
import { useDashboards } from '../api/queries.ts';
import type { DashboardEntry } from '../api/types.ts';
import { recent } from '../dashboard/recent.ts';
import { go } from '../router.ts';
import { t } from '../texts/t.ts';
import { matchesWords } from './words.ts';

export interface Command {
  readonly name: string;
  /** What kind of thing it is. */
  readonly kind: string;
  readonly run: () => void;
}

const SHOWN = 12;

function opening({ uid, title, folder }: DashboardEntry, kind: string): Command {
  return {
    name: folder ? `${folder} / ${title}` : title,
    kind,
    run: () => go(`d/${encodeURIComponent(uid)}`),
  };
}

/** Goes anywhere and does anything by writing a part of its name: pages, dashboards (those visited last on top), settings of the page. */
export default function CommandPalette({
  commands,
  onClose,
}: {
  commands: readonly Command[];
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const dashboards = useDashboards().data ?? [];
  const last = recent(dashboards);
  const others = dashboards.filter(each => !last.includes(each));
  const found = [
    ...last.map(each => opening(each, t('palette.recent'))),
    ...commands,
    ...others.map(each => opening(each, t('palette.dashboard'))),
  ]
    .filter(({ name, kind }) => matchesWords(text, [name, kind]))
    .slice(0, SHOWN);
  const chosen = Math.min(at, found.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const key = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) setAt((chosen + step + found.length) % found.length);
    else if (event.key === 'Enter') run(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal opened onClose={onClose} withCloseButton={false} aria-label={t('palette.title')} yOffset="12vh">
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${chosen}` : undefined}
        aria-label={t('palette.title')}
        placeholder={t('palette.hint')}
        value={text}
        onChange={event => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={key}
      />
      <div id={listId} role="listbox" aria-label={t('palette.title')} className="palette">
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
          // biome-ignore lint/a11y/useFocusableInteractive: the field above keeps the focus
          <div
            key={`${command.kind} ${command.name}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            <span>{command.name}</span>
            <span className="hint">{command.kind}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="hint">{t('palette.none')}</p>}
    </Modal>
  );
}
