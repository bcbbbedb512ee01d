import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMay, usePanelTypes } from '../api/queries.ts';
import { SharedCursor } from '../panels/host.ts';
import { go, isKiosk, usePlace } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { Empty, Failure, Loading } from '../shell/states.tsx';
import { setTitle } from '../shell/title.ts';
import { useHandler } from '../shell/useHandler.ts';
import { useUnsaved } from '../shell/useUnsaved.tsx';
import { t } from '../texts/t.ts';
import { RefreshPicker } from '../time/RefreshPicker.tsx';
import type { RawRange } from '../time/range.ts';
import { TimePicker } from '../time/TimePicker.tsx';
import type { Pointed } from './AnnotationDialog.tsx';
import { AnnotationSwitches } from './AnnotationSwitches.tsx';
import { panelFile } from './addresses.ts';
import { dashboardQuery } from './ahead.ts';
import { DashboardGrid, GridPanel } from './DashboardGrid.tsx';
import { EditBar } from './EditBar.tsx';
import { LinkBar } from './LinkBar.tsx';
import { filling } from './links.ts';
import { type DashboardDocument, filterText, savedVariables } from './model.ts';
import { pickedRange, shownRange } from './panelTime.ts';
import { visited } from './recent.ts';
import type { ShownPanel } from './repeat.ts';
import type { SharedPanel } from './ShareDialog.tsx';
import { StarButton } from './StarButton.tsx';
import { useRepeatValues, useValues } from './useChoices.ts';
import { useDashboardKeys } from './useDashboardKeys.ts';
import { useDashboardTimes } from './useDashboardTimes.ts';
import { useDraft } from './useDraft.ts';
import { useMarks } from './useMarks.ts';
import { useRunner } from './useRunner.ts';
import { listed, type Values, withValue } from './variables.ts';

const VariableBar = lazy(() => import('./VariableBar.tsx'));
const AnnotationDialog = lazy(() => import('./AnnotationDialog.tsx'));
const ShareDialog = lazy(() => import('./ShareDialog.tsx'));
const PanelEditor = lazy(() => import('./PanelEditor.tsx'));
const RowDialog = lazy(() => import('./RowDialog.tsx'));

/** A saved dashboard; `home` is the first page. */
export function DashboardPage({
  uid,
  subtitle,
  above,
  preferred,
}: {
  uid: string;
  subtitle?: React.ReactNode;
  /** Values of variables that the address does not name, where they are offered. */
  preferred?: Values | undefined;
  /** Between the heading and the panels, while neither edited nor alone on the screen. */
  above?: React.ReactNode;
}) {
  const document = useQuery(dashboardQuery(uid));
  if (document.isPending) return <Loading />;
  if (document.isError) {
    return (
      <Failure
        title={t('dashboard.notLoaded')}
        error={document.error}
        onRetry={() => void document.refetch()}
      />
    );
  }
  return (
    <Loaded
      key={uid}
      uid={uid}
      document={document.data}
      subtitle={subtitle}
      above={above}
      preferred={preferred}
    />
  );
}

function Loaded({
  uid,
  document,
  subtitle,
  above,
  preferred,
}: {
  uid: string;
  document: DashboardDocument;
  subtitle: React.ReactNode;
  above: React.ReactNode;
  preferred: Values | undefined;
}) {
  const { draft, begin, end: endEditing } = useDraft();
  const unsaved = useUnsaved(draft?.changed ?? false);
  const dashboard = draft?.dashboard ?? document.dashboard;
  const { path, parameters } = usePlace();
  const types = usePanelTypes();
  const cursor = useMemo(() => new SharedCursor(), []);
  const { from, to } = pickedRange(dashboard, parameters);
  const { hidden: timeless = false, refresh_intervals: intervals } = dashboard.timepicker ?? {};
  const { to: end } = shownRange({ from, to }, dashboard);
  const range = useMemo<RawRange>(() => ({ from, to: end }), [from, end]);
  const refresh =
    parameters.get('refresh') ?? (typeof dashboard.refresh === 'string' ? dashboard.refresh : '');
  const kiosk = isKiosk(parameters);
  const saved = useMemo(() => ({ uid }), [uid]);
  const target = draft?.target ?? saved;
  useDashboardTimes(dashboard, parameters);
  const asking = useMemo(() => ({ dashboard, target, range }), [dashboard, target, range]);
  const {
    values: variables,
    sent,
    words,
    settled,
  } = useValues(asking, { ...preferred, ...savedVariables(dashboard) }, parameters);
  const viewed = parameters.get('viewPanel')?.replace(/^panel-/, '');
  const { runner, state } = useRunner(target, settled ? sent : undefined, range, refresh);
  const marking = useMarks(dashboard, runner);
  const variableList = dashboard.templating?.list ?? [];
  const barred = marking.queries.some(query => !query.hide) || variableList.length > 0;
  const [pointed, setPointed] = useState<Pointed>();
  const editor = useMay('editor');
  // Texts wait for the last answer about variables, as the panels' data does: each one would render every panel anew.
  const lastSettled = useRef({ values: variables, sent, words });
  if (settled) lastSettled.current = { values: variables, sent, words };
  const filled = lastSettled.current;
  const valuesOf = useRepeatValues(asking, variables);
  const fillingOf = useCallback(
    (scope?: Values) =>
      filling({
        values: { ...filled.values, ...scope },
        every: { ...filled.sent, ...scope },
        words: filled.words,
        range,
        dashboard: { uid, ...(dashboard.title !== undefined && { title: dashboard.title }) },
      }),
    [filled.values, filled.sent, filled.words, range, uid, dashboard.title],
  );
  const [back, setBack] = useState<RawRange>();
  /** What is handed on: a panel, or the whole dashboard. */
  const [sharing, setSharing] = useState<SharedPanel | 'all'>();

  const change = (values: Record<string, string>) => {
    const next = new URLSearchParams(parameters);
    for (const [name, value] of Object.entries(values)) next.set(name, value);
    go(path, next, true);
  };
  const view = useHandler((id: number | undefined) => {
    const next = new URLSearchParams(parameters);
    if (id === undefined) next.delete('viewPanel');
    else next.set('viewPanel', String(id));
    go(path, next);
  });
  const setRange = (next: RawRange) => {
    setBack({ from, to });
    change({ from: next.from, to: next.to });
  };
  useEffect(() => {
    setTitle(dashboard.title ?? uid);
  }, [dashboard, uid]);
  useEffect(() => {
    if (uid !== 'home') visited.add(uid);
  }, [uid]);

  const choose = (name: string, chosen: readonly string[]) =>
    go(path, withValue(parameters, name, chosen), true);
  const onVariable = useHandler((name: string, value: string | readonly string[]) => {
    if (dashboard.templating?.list?.some(variable => variable.name === name)) choose(name, listed(value));
  });
  const filters = dashboard.templating?.list?.find(({ type }) => type === 'adhoc')?.name;
  const onFilter = useHandler((key: string, operator: string, value: string) => {
    if (filters === undefined) return;
    const before = listed(variables[filters]).filter(text => text !== '');
    const added = filterText({ key, operator, value });
    choose(filters, [...before, added]);
  });
  const csvOf = useHandler(({ id = 0, source = id, scope }: ShownPanel, width: number) =>
    panelFile(uid, source, 'csv', { range, values: { ...variables, ...scope } }, { width, height: 500 }),
  );
  const onEditPanel = useHandler((id: number) => begin(document, id));
  const onTimeRange = useHandler((start: string, stop: string) => setRange({ from: start, to: stop }));
  useDashboardKeys(uid, range, setRange, () => runner?.refresh());

  const { canSave } = document.meta;
  const grid = {
    ...(filters !== undefined && { onFilter }),
    onVariable,
    ...(draft && { edit: true, onLook: draft.look }),
    ...(!draft && {
      onShare: setSharing,
      csvOf,
      ...(canSave && { onEditPanel }),
    }),
    fillingOf,
    onView: view,
    dashboard,
    types,
    runner,
    begun: state.begun,
    range,
    marksOf: marking.marksOf,
    onAnnotate: editor ? setPointed : undefined,
    onTimeRange,
  };
  if (draft?.edited && draft.edited.type !== 'row') {
    const { edited } = draft;
    const whole = { ...edited, gridPos: { x: 0, y: 0, w: 24, h: 1 } };
    return (
      <Suspense fallback={<Loading />}>
        <PanelEditor
          key={edited.id}
          panel={edited}
          variables={variableList}
          types={types}
          onChange={draft.change}
          onClose={() => draft.edit(undefined)}
          preview={onFrames => (
            <GridPanel
              {...grid}
              panel={whole}
              id={edited.id as number}
              viewed={edited.id as number}
              cursor={cursor}
              onFrames={onFrames}
            />
          )}
        />
        {unsaved.question}
      </Suspense>
    );
  }
  return (
    <>
      {!kiosk && (
        <PageHeader title={dashboard.title ?? uid} subtitle={subtitle}>
          <StarButton uid={uid} title={dashboard.title ?? uid} />
          <EditBar
            uid={uid}
            document={document}
            draft={draft}
            onBegin={() => begin(document)}
            onEnd={endEditing}
            onDiscard={() => unsaved.ask(endEditing)}
            onShare={() => setSharing('all')}
          />
          {viewed !== undefined && <Button onClick={() => view(undefined)}>{t('dashboard.back')}</Button>}
          {state.error && (
            <span className="live bad" role="status" title={state.error}>
              {t('dashboard.noConnection')}
            </span>
          )}
          {!timeless && (
            <TimePicker range={{ from, to }} onChange={setRange} {...(back && { previous: back })} />
          )}
          <RefreshPicker
            value={refresh}
            {...(intervals?.length && { intervals })}
            onChange={value => change({ refresh: value })}
            onRefresh={() => runner?.refresh()}
          />
        </PageHeader>
      )}
      {!kiosk && !draft && above}
      {!kiosk && barred && (
        <Suspense>
          <VariableBar variables={variableList} values={variables} asking={asking} onChange={choose}>
            {marking.queries.some(query => !query.hide) && <AnnotationSwitches marking={marking} />}
          </VariableBar>
        </Suspense>
      )}
      {!kiosk && (
        <LinkBar links={dashboard.links ?? []} range={range} values={variables} filling={fillingOf()} />
      )}
      {pointed && (
        <Suspense>
          <AnnotationDialog
            uid={uid}
            pointed={pointed}
            marks={marking.marksOf(pointed.panelId)}
            onClose={() => setPointed(undefined)}
            onChanged={() => runner?.refresh()}
          />
        </Suspense>
      )}
      {dashboard.panels?.length === 0 ? (
        <Empty
          title={t('edit.empty')}
          text={t('edit.emptyHint')}
          action={
            canSave &&
            !draft && (
              <Button variant="filled" onClick={() => begin(document)}>
                {t('sources.edit')}
              </Button>
            )
          }
        />
      ) : (
        <DashboardGrid
          {...grid}
          editing={draft?.grid}
          valuesOf={valuesOf}
          {...(viewed !== undefined && { viewed: Number(viewed) })}
        />
      )}
      {draft?.edited && (
        <Suspense>
          <RowDialog
            row={draft.edited}
            variables={variableList}
            onChange={draft.change}
            onClose={() => draft.edit(undefined)}
          />
        </Suspense>
      )}
      {unsaved.question}
      {sharing && (
        <Suspense>
          <ShareDialog
            uid={uid}
            dashboard={document.dashboard}
            range={range}
            values={variables}
            {...(sharing !== 'all' && { panel: sharing })}
            onClose={() => setSharing(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
