import type { Annotation, ChangeKind, DataLink, PanelData, PanelHost, TimeRange } from '@gnomon/plugin-api';
import { memo, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useStarred } from '../api/useStars.ts';
import { nothingText } from '../display/display.ts';
import { decorate } from '../frames/decorate.ts';
import type { FieldConfigSource } from '../frames/overrides.ts';
import { decodeColumn, type WireAnswer, type WireFrame } from '../frames/wire.ts';
import { AddressLink } from '../shell/AddressLink.tsx';
import { isPointedAt, useShortcuts } from '../shell/shortcuts.ts';
import { useHandler } from '../shell/useHandler.ts';
import { ENGLISH } from '../texts/plugin.ts';
import { t } from '../texts/t.ts';
import { useTheme } from '../theme/mode.ts';
import { useTimeZone } from '../time/zone.ts';
import { DataTable } from './DataTable.tsx';
import type { Filling } from './fieldText.ts';
import { panelHost, type SharedCursor } from './host.ts';
import type { KeptOptions } from './kept.ts';
import { type PanelLook, withField, withOptions, withSeries } from './look.ts';
import { MountedPanel, type PanelStatus } from './mounted.ts';
import { PanelButtons } from './PanelButtons.tsx';
import { PanelCovers } from './PanelCovers.tsx';
import { pictureOf } from './picture.ts';
import type { PanelType } from './registry.ts';
import { useLook } from './useLook.ts';

export interface PanelViewProps {
  /** Name of the wanted panel type; it may be missing. */
  readonly typeId: string;
  readonly type: PanelType | undefined;
  /** The list of plugins is there, so that a missing type is really missing. */
  readonly known: boolean;
  readonly title?: string;
  readonly description?: string;
  /** That it shows another time than what is around it; empty when it does not. */
  readonly timeNote?: string;
  readonly bare?: boolean;
  readonly options?: PanelLook['options'];
  readonly optionsVersion?: number;
  readonly fieldConfig?: FieldConfigSource;
  readonly answer: WireAnswer | undefined;
  readonly range: TimeRange;
  /** The panel shows data that queries deliver; a text does not. */
  readonly expectsData: boolean;
  /** It is far out of sight: nothing is drawn. */
  readonly rests?: boolean;
  readonly loading?: boolean;
  readonly cursor: SharedCursor;
  readonly onTimeRange: (from: string, to: string) => void;
  readonly onWidth?: (width: number) => void;
  readonly annotations?: readonly Annotation[];
  /** Opens the form for an annotation; absent for readers who may not write any. */
  readonly onAnnotate?: PanelHost['annotate'];
  /** Filters the dashboard's queries by a label; absent where there is no such filter. */
  readonly onFilter?: PanelHost['addFilter'];
  /** Chooses for a variable of the dashboard; absent where there are none. */
  readonly onVariable?: PanelHost['setVariable'];
  /** Takes the value to which a threshold was moved in the panel; absent: they stay. */
  readonly onThreshold?: PanelHost['setThreshold'];
  /** What is shown is being edited. */
  readonly edit?: boolean;
  /** Keeps the options or the settings of fields that the panel has changed; absent: they hold as long as it is shown. */
  readonly onLook?: (look: PanelLook) => void;
  /** Variables in texts and addresses. */
  readonly filling?: Filling;
  /** Where the panel leads to. */
  readonly links?: readonly DataLink[];
  /** Address of its data as a file; absent: there is none. */
  readonly csv?: () => string;
  /** Shows the panel alone; absent: no such button. */
  readonly onView?: () => void;
  /** Hands the panel on, with a picture of it on wish; absent: no such button. */
  readonly onShare?: (picture: () => Promise<Blob>) => void;
}

const NO_FRAMES: readonly WireFrame[] = [];
const NO_ANNOTATIONS: readonly Annotation[] = [];
/** Types of panels on which annotations are drawn. */
const OVER_TIME = ['timeseries', 'state-timeline', 'status-history', 'heatmap'];
const SUMMARY_EVERY_MS = 10_000;

/** A panel with its title, its states and its data table; what is drawn inside comes from the plugin. */
export const PanelView = memo(function PanelView(props: PanelViewProps) {
  const { type, answer, range, cursor, filling, annotations = NO_ANNOTATIONS } = props;
  const { edit = false, rests = false } = props;
  const body = useRef<HTMLDivElement>(null);
  const panel = useRef<MountedPanel>(null);
  const [status, setStatus] = useState<PanelStatus>({ kind: 'empty' });
  const [{ options, optionsVersion, fieldConfig }, change] = useLook(lookOf(props), props.onLook);
  const [asTable, setAsTable] = useState(false);
  const [summary, setSummary] = useState<string>();
  const summarised = useRef(0);
  const titleId = useId();
  const theme = useTheme();
  const timeZone = useTimeZone();
  const section = useRef<HTMLElement>(null);
  const picture = async () =>
    (await panel.current?.snapshot()) ??
    pictureOf(body.current as HTMLElement, props.title ?? '', theme.background.panel);
  const annotate = useHandler(() => props.onAnnotate?.({ time: cursor.time ?? middle(range) }));
  const share = useHandler(() => props.onShare?.(picture));
  const toggleTable = useHandler(() => setAsTable(!asTable));
  const here = (possible: boolean, run: () => void) => () =>
    possible && isPointedAt(section.current) ? run() : false;
  useShortcuts({
    'p t': here(props.expectsData, toggleTable),
    'p s': here(props.onShare !== undefined, share),
  });

  const schema = type?.contribution.fieldSchema;
  const source = useMemo(() => ({ ...fieldConfig, ...(schema && { schema }) }), [fieldConfig, schema]);
  const wireFrames = answer?.frames ?? NO_FRAMES;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts of times are of the zone
  const data = useMemo<PanelData>(
    () => ({
      state: answer ? (answer.errors?.length && answer.frames.length === 0 ? 'error' : 'done') : 'loading',
      frames: decorate(wireFrames, source, theme, filling?.text),
      annotations,
      timeRange: range,
      intervalMs: answer?.intervalMs ?? 15_000,
      ...(answer?.errors?.length && { errors: answer.errors }),
    }),
    [answer, wireFrames, source, theme, range, annotations, timeZone, filling],
  );

  const kept = useMemo<KeptOptions>(
    () => ({ ...(options && { options }), ...(optionsVersion && { optionsVersion }) }),
    [options, optionsVersion],
  );
  const starred = useStarred();
  const latest = useRef({ props, kept, data, theme, timeZone, starred });
  latest.current = { props, kept, data, theme, timeZone, starred };

  useEffect(() => {
    const element = body.current as HTMLElement;
    const host = panelHost({
      pluginId: () => latest.current.props.type?.pluginId ?? '',
      texts: () => panel.current?.texts ?? ENGLISH,
      cursor,
      theme: () => latest.current.theme,
      setTimeRange: (from, to) => latest.current.props.onTimeRange(from, to),
      annotate: () => latest.current.props.onAnnotate,
      addFilter: (...filter) => latest.current.props.onFilter?.(...filter),
      setVariable: (...choice) => latest.current.props.onVariable?.(...choice),
      setThreshold: () => latest.current.props.onThreshold,
      onOptionsChange: patch => {
        if (latest.current.props.edit) change(look => withOptions(mounted.upToDate(look), patch));
      },
      onFieldConfigChange: (key, patch) =>
        change(look => withField(look, framesOf(latest.current), key, patch)),
      toggleSeries: (key, only) =>
        change(look => withSeries(look, framesOf(latest.current), latest.current.data.frames, key, only)),
      stars: () => latest.current.starred(),
      frames: () => latest.current.data.frames,
      replaceVariables: (text, subject) => latest.current.props.filling?.text(text, subject) ?? text,
      address: (url, subject) => latest.current.props.filling?.address(url, subject) ?? url,
    });
    const { width, height } = element.getBoundingClientRect();
    const mounted = new MountedPanel(
      element,
      host,
      {
        data: latest.current.data,
        kept: latest.current.kept,
        width,
        height,
        theme: latest.current.theme,
        timeZone: latest.current.timeZone,
        edit: latest.current.props.edit ?? false,
      },
      setStatus,
    );
    panel.current = mounted;
    const resize = new ResizeObserver(([entry]) => {
      const size = entry.contentRect;
      if (size.width === 0 || size.height === 0) return;
      latest.current.props.onWidth?.(size.width);
      mounted.set({ width: size.width, height: size.height }, ['size']);
    });
    resize.observe(element);
    const release = cursor.listen(from => {
      if (from !== host) mounted.set({}, ['cursor']);
    });
    return () => {
      release();
      resize.disconnect();
      mounted.dispose();
      panel.current = null;
    };
  }, [cursor, change]);

  useEffect(() => {
    if (!panel.current) return;
    if (type?.state !== 'active') panel.current.suspend();
    else if (!rests || !panel.current.putAway()) void panel.current.show(type);
  }, [type, rests]);
  useChange(panel, { data, timeZone }, ['data', 'timeRange'], [data]);
  useChange(panel, { theme }, ['theme', 'fieldConfig'], [theme]);
  // The options' texts name variables, so that a choice changes what they say.
  useChange(panel, { kept, edit }, ['options'], [kept, edit, filling]);

  // Said anew at most every ten seconds, so that a screen reader is not interrupted by live data.
  // biome-ignore lint/correctness/useExhaustiveDependencies: new data is the occasion
  useEffect(() => {
    if (status.kind !== 'running' || (props.expectsData && data.state === 'loading')) return undefined;
    if (Date.now() - summarised.current < SUMMARY_EVERY_MS) return undefined;
    // The panel takes the data over in the frame that `set` has asked for, so before this one.
    const frame = requestAnimationFrame(() => {
      summarised.current = Date.now();
      setSummary(panel.current?.describe());
    });
    return () => cancelAnimationFrame(frame);
  }, [status.kind, data]);

  const inactive = props.known && type?.state !== 'active';
  const empty = props.expectsData && answer !== undefined && !answer.errors?.length && isEmpty(wireFrames);
  const saysNoData = !inactive && empty && status.kind === 'running' && !status.saysEmpty;
  const errors = answer?.errors ?? [];
  const failed = errors.length > 0 && isEmpty(wireFrames);
  // Words stand alone, without half a picture behind them.
  const covered = failed || saysNoData || status.kind === 'failed';
  return (
    <section
      ref={section}
      className={`panel${props.bare ? ' bare' : ''}`}
      aria-labelledby={titleId}
      data-panel-type={props.typeId}
      data-state={status.kind}
      data-module={status.kind === 'running' ? status.module : undefined}
      data-rows={wireFrames.reduce((rows, frame) => rows + frame.rows, 0)}
      data-newest={newest(wireFrames)}
    >
      <div
        className={`loading-bar${props.expectsData && (props.loading || !answer) && !errors.length ? ' on' : ''}`}
      />
      <header className={props.title ? '' : 'floating'}>
        <h3 id={titleId}>{props.title ?? ''}</h3>
        {props.description && (
          <span className="info" role="img" title={props.description} aria-label={props.description}>
            i
          </span>
        )}
        {props.timeNote && <span className="time-note">{props.timeNote}</span>}
        {errors.length > 0 && answer && answer.frames.length > 0 && (
          <span
            className="warn"
            role="img"
            title={errors.map(e => e.message).join('\n')}
            aria-label={t('panel.partial')}
          >
            !
          </span>
        )}
        {props.links?.map(link => (
          <AddressLink
            key={`${link.title} ${link.url}`}
            address={props.filling?.address(link.url) ?? link.url}
            blank={link.targetBlank ?? false}
          >
            {props.filling?.text(link.title) ?? link.title}
          </AddressLink>
        ))}
        <PanelButtons
          asTable={asTable}
          onAnnotate={props.onAnnotate && OVER_TIME.includes(props.typeId) ? annotate : undefined}
          onShare={props.onShare && share}
          onView={props.onView}
          onTable={props.expectsData ? toggleTable : undefined}
        />
      </header>
      <div className="panel-area">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
        <div
          ref={body}
          className={`panel-body${inactive ? ' grey' : ''}${asTable || covered ? ' covered' : ''}`}
          role="group"
          aria-label={summary}
          aria-hidden={asTable}
        />
        {asTable && (
          <DataTable frames={data.frames} summary={summary} filling={props.filling} csv={props.csv} />
        )}
        {!asTable && (
          <PanelCovers
            typeId={props.typeId}
            type={type}
            inactive={inactive}
            status={status}
            nothing={saysNoData ? nothingText(fieldConfig?.defaults ?? {}) : undefined}
            errors={failed ? errors : []}
            onStartAgain={() => type && void panel.current?.show(type)}
          />
        )}
      </div>
    </section>
  );
});

function useChange(
  panel: React.RefObject<MountedPanel | null>,
  inputs: Parameters<MountedPanel['set']>[0],
  changed: readonly ChangeKind[],
  when: readonly unknown[],
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what the inputs are made of
  useEffect(() => panel.current?.set(inputs, changed), when);
}

function lookOf({ options, optionsVersion, fieldConfig }: PanelViewProps): PanelLook {
  return {
    ...(options && { options }),
    ...(optionsVersion && { optionsVersion }),
    ...(fieldConfig && { fieldConfig }),
  };
}

function framesOf({ props }: { readonly props: PanelViewProps }): readonly WireFrame[] {
  return props.answer?.frames ?? NO_FRAMES;
}

function middle({ from, to }: TimeRange): number {
  return Math.round((from + to) / 2);
}

function isEmpty(frames: readonly WireFrame[]): boolean {
  return frames.every(frame => frame.rows === 0 || frame.fields.length === 0);
}

/** Time of the newest row, for tests and for the age of the data. */
function newest(frames: readonly WireFrame[]): number | undefined {
  let latest: number | undefined;
  for (const frame of frames) {
    for (const field of frame.fields) {
      if (field.type !== 'time' || frame.rows === 0) continue;
      const { values } = decodeColumn(field);
      const last = Number(values[values.length - 1]);
      if (latest === undefined || last > latest) latest = last;
    }
  }
  return latest;
}
