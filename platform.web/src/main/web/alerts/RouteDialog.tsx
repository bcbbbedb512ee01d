import { Modal, MultiSelect, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '../shell/Banner.tsx';
import { Loaded } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { shortDuration } from '../time/spans.ts';
import { RECEIVERS } from './api.ts';
import { EntryForm, useEntry } from './EntryForm.tsx';
import { MatcherRows } from './MatcherRows.tsx';
import { PlaceInList } from './PlaceInList.tsx';
import { RoutePreviewBox } from './RoutePreviewBox.tsx';
import {
  EACH,
  type EditedRoute,
  listOf,
  matcherProblems,
  matchersOf,
  matcherTexts,
  nodeOf,
  routeProblems,
  type Settings,
  saidEntry,
  textOf,
  type WrittenEntry,
} from './routing.ts';
import type { RouteNode } from './types.ts';

interface Props {
  readonly edited: EditedRoute;
  /** Labels of the alert that the page asks about, as they are entered. */
  readonly asked: string;
  readonly onClose: () => void;
}

/** A route is changed in the file that has it; a new one comes into the file of the one above it. */
export function RouteDialog({ edited: { root, number, isNew }, asked, onClose }: Props) {
  const loaded = useEntry('alerting/routes', number);
  const receivers = useQuery(RECEIVERS);
  const place = nodeOf(root, number);
  const above = isNew ? place?.node : place?.parent;
  return (
    <Modal
      opened
      onClose={onClose}
      title={isNew ? t('routes.new') : above ? t('routes.editTitle') : t('routes.default')}
      size="lg"
    >
      <Loaded query={receivers} failure={t('receivers.notLoaded')}>
        {known => (
          <Loaded query={loaded} failure={t('routes.formNotLoaded')}>
            {written =>
              written && (
                <RouteForm
                  written={written}
                  isNew={isNew}
                  above={above}
                  receivers={known.map(({ name }) => name)}
                  asked={asked}
                  onClose={onClose}
                />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Modal>
  );
}

function RouteForm({
  written,
  isNew,
  above,
  receivers,
  asked,
  onClose,
}: {
  /** The route, or the one that a new one comes below. */
  written: WrittenEntry;
  isNew: boolean;
  /** What the route takes over where it says nothing; undefined for the default route. */
  above: RouteNode | undefined;
  receivers: readonly string[];
  asked: string;
  onClose: () => void;
}) {
  const before: Settings = isNew ? {} : written.settings;
  const [settings, setSettings] = useState(before);
  const [matchers, setMatchers] = useState(() =>
    isNew ? [{ name: '', value: '', isEqual: true, isRegex: false }] : matchersOf(before, 'matchers'),
  );
  const [place, setPlace] = useState(isNew ? written.routes : written.place);
  const set = (changed: Settings) => setSettings({ ...settings, ...changed });
  const said = saidEntry({ ...settings, matchers: matcherTexts(matchers) }, before);
  const name = matcherTexts(matchers).join(', ') || t('routes.everything');
  const body = {
    version: written.version,
    ...(isNew && { parent: written.number }),
    place,
    settings: said,
  };
  const numbered = { ...body, ...(!isNew && { number: written.number }) };
  // What the default route's file cannot take comes into a fragment.
  const readOnly = !written.writable && !(isNew && written.number === 0);
  const inherited = (text: string | undefined) => above && t('routes.inherited', { value: text || '–' });
  const duration = (key: string, label: string, usual: number | undefined, problem: string | undefined) => (
    <TextInput
      label={label}
      placeholder={usual === undefined ? undefined : inherited(shortDuration(usual))}
      value={textOf(settings, key)}
      error={problem}
      readOnly={readOnly}
      onChange={event => set({ [key]: event.currentTarget.value.trim() })}
    />
  );
  const intervals = (key: string, label: string, hint: string, problem: string | undefined) => (
    <MultiSelect
      label={label}
      description={hint}
      data={[...written.timeIntervals]}
      value={[...listOf(settings, key)]}
      error={problem}
      readOnly={readOnly}
      nothingFoundMessage={t('routes.noIntervals')}
      onChange={names => set({ [key]: names })}
    />
  );
  return (
    <EntryForm
      path="alerting/routes"
      entry={isNew ? undefined : written}
      readOnly={readOnly}
      body={body}
      found={() => [...matcherProblems('matchers', matchers), ...routeProblems(said)]}
      name={name}
      deletion={
        above &&
        !isNew && (
          <>
            <span>{t('routes.deletion', { count: written.below })}</span>
            <RoutePreviewBox
              body={{ version: written.version, number: written.number }}
              asked={asked}
              file={false}
            />
          </>
        )
      }
      onClose={onClose}
    >
      {problem => (
        <>
          {!written.file && !isNew && <Banner tone="info">{t('routes.noFile')}</Banner>}
          {above ? (
            <MatcherRows matchers={matchers} problem={problem('matchers')} onChange={setMatchers} />
          ) : (
            <p className="hint">{t('routes.defaultHint')}</p>
          )}
          <Select
            label={t('routes.receiver')}
            placeholder={inherited(above?.receiver)}
            searchable
            clearable={above !== undefined}
            allowDeselect={above !== undefined}
            data={[...receivers]}
            value={textOf(settings, 'receiver') || null}
            error={problem('receiver')}
            readOnly={readOnly}
            onChange={receiver => set({ receiver: receiver ?? '' })}
          />
          {above && (
            <Switch
              label={t('routes.goesOn')}
              description={t('routes.goesOnHint')}
              checked={settings.continue === true}
              disabled={readOnly}
              onChange={event => set({ continue: event.currentTarget.checked })}
            />
          )}
          {above && (
            <PlaceInList
              place={place}
              count={isNew ? written.routes + 1 : written.siblings}
              disabled={readOnly}
              onChange={setPlace}
            />
          )}
          <TagsInput
            label={t('routes.groupBy')}
            description={t('routes.groupByHint', { each: EACH })}
            placeholder={
              listOf(settings, 'group_by').length === 0 ? inherited(above?.groupBy.join(', ')) : undefined
            }
            data={[EACH]}
            value={[...listOf(settings, 'group_by')]}
            error={problem('group_by')}
            readOnly={readOnly}
            onChange={labels => set({ group_by: labels })}
          />
          <div className="fields route-times">
            {duration('group_wait', t('routes.groupWait'), above?.groupWait, problem('group_wait'))}
            {duration(
              'group_interval',
              t('routes.groupInterval'),
              above?.groupInterval,
              problem('group_interval'),
            )}
            {duration(
              'repeat_interval',
              t('routes.repeatInterval'),
              above?.repeatInterval,
              problem('repeat_interval'),
            )}
          </div>
          {above &&
            intervals(
              'mute_time_intervals',
              t('routes.muteIntervals'),
              t('routes.muteHint'),
              problem('mute_time_intervals'),
            )}
          {above &&
            intervals(
              'active_time_intervals',
              t('routes.activeIntervals'),
              t('routes.activeHint'),
              problem('active_time_intervals'),
            )}
          {!readOnly && <RoutePreviewBox body={numbered} asked={asked} file={isNew} />}
        </>
      )}
    </EntryForm>
  );
}
