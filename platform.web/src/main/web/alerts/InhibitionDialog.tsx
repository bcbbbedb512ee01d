import { Modal, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Loaded } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { EntryForm, useEntry, usePreview } from './EntryForm.tsx';
import { HeldPairs } from './HeldBack.tsx';
import { MatcherRows } from './MatcherRows.tsx';
import {
  type InhibitionPreview,
  inhibitionProblems,
  listOf,
  matcherProblems,
  matchersOf,
  matcherTexts,
  type Settings,
  saidEntry,
  textOf,
  type WrittenEntry,
} from './routing.ts';
import type { InhibitionRule, Matcher } from './types.ts';

interface Props {
  /** Its number, from 0; undefined for a new one. */
  readonly number: number | undefined;
  /** The rule in force; undefined for a new one. */
  readonly rule: InhibitionRule | undefined;
  readonly onClose: () => void;
}

/** A rule is changed in the file that has it; a new one comes into alertmanager.yml where that may be written. */
export function InhibitionDialog({ number, rule, onClose }: Props) {
  const loaded = useEntry('alerting/inhibitions', number);
  return (
    <Modal
      opened
      onClose={onClose}
      title={number === undefined ? t('inhibitions.new') : t('inhibitions.rule', { number: number + 1 })}
      size="lg"
    >
      <Loaded query={loaded} failure={t('inhibitions.formNotLoaded')}>
        {written => <InhibitionForm written={written ?? undefined} rule={rule} onClose={onClose} />}
      </Loaded>
    </Modal>
  );
}

const NO_MATCHER: Matcher = { name: '', value: '', isEqual: true, isRegex: false };

function InhibitionForm({
  written,
  rule,
  onClose,
}: {
  written: WrittenEntry | undefined;
  rule: InhibitionRule | undefined;
  onClose: () => void;
}) {
  const before: Settings = written?.settings ?? {};
  const [settings, setSettings] = useState(before);
  const begun = (key: string) => (written ? matchersOf(before, key) : [NO_MATCHER]);
  const [source, setSource] = useState(() => begun('source_matchers'));
  const [target, setTarget] = useState(() => begun('target_matchers'));
  const set = (changed: Settings) => setSettings({ ...settings, ...changed });
  const said = saidEntry(
    { ...settings, source_matchers: matcherTexts(source), target_matchers: matcherTexts(target) },
    before,
  );
  const name = textOf(settings, 'name') || matcherTexts(source).join(', ');
  const body = {
    ...(written && { version: written.version, place: written.place }),
    settings: said,
  };
  const readOnly = written?.writable === false;
  return (
    <EntryForm
      path="alerting/inhibitions"
      entry={written}
      readOnly={readOnly}
      body={body}
      found={() => [
        ...matcherProblems('source_matchers', source),
        ...matcherProblems('target_matchers', target),
        ...inhibitionProblems(said),
      ]}
      name={name}
      deletion={written && <span>{t('inhibitions.deletion', { count: rule?.held.length ?? 0 })}</span>}
      onClose={onClose}
    >
      {problem => (
        <>
          <MatcherRows
            legend={t('inhibitions.source')}
            matchers={source}
            problem={problem('source_matchers')}
            onChange={setSource}
          />
          <MatcherRows
            legend={t('inhibitions.target')}
            matchers={target}
            problem={problem('target_matchers')}
            onChange={setTarget}
          />
          <TagsInput
            label={t('inhibitions.equal')}
            description={t('inhibitions.equalHint')}
            value={[...listOf(settings, 'equal')]}
            error={problem('equal')}
            readOnly={readOnly}
            onChange={equal => set({ equal })}
          />
          <TextInput
            label={t('inhibitions.name')}
            description={t('inhibitions.nameHint')}
            value={textOf(settings, 'name')}
            error={problem('name')}
            readOnly={readOnly}
            onChange={event => set({ name: event.currentTarget.value })}
          />
          {inhibitionProblems(said).length === 0 && !readOnly && (
            <HeldPreview body={{ ...body, ...(written && { number: written.number }) }} file={!written} />
          )}
        </>
      )}
    </EntryForm>
  );
}

/** What the rule would hold back now. */
function HeldPreview({ body, file }: { body: object; file: boolean }) {
  const preview = usePreview<InhibitionPreview>('alerting/inhibitions', body);
  const would = preview.isError ? undefined : preview.data;
  return (
    <div className="covered routing-preview" role="status">
      {preview.isError && <span className="problem">{preview.error.message}</span>}
      {would && <strong>{t('inhibitions.would', { count: would.count })}</strong>}
      {would && <HeldPairs held={would.held} />}
      {would && would.count > would.held.length && (
        <p className="hint">{t('tooltip.more', { count: would.count - would.held.length })}</p>
      )}
      {file && would && <p className="hint">{t('receivers.file', { file: would.file })}</p>}
    </div>
  );
}
