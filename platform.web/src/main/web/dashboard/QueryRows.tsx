import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useDataSources } from '../api/queries.ts';
import { useForms } from '../api/schemas.ts';
import { SchemaForm } from '../forms/SchemaForm.tsx';
import { check, type FormValue } from '../forms/schema.ts';
import { Button, IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { nextRefId } from './edit.ts';
import type { PanelModel, SourceRef, Target, Variable } from './model.ts';
import { SourceSelect } from './SourceSelect.tsx';
import { asksPromql, typeOf } from './sources.ts';
import '../theme/query.css';

const PromqlEditor = lazy(() => import('../query/PromqlEditor.tsx'));
const FORMATS = ['time_series', 'table', 'heatmap'] as const;

/** The queries of a panel and whom they ask; a query is asked when its fields are left, or by Enter. */
export function QueryRows({
  panel,
  variables,
  onChange,
}: {
  panel: PanelModel;
  variables: readonly Variable[];
  onChange: (panel: PanelModel) => void;
}) {
  const targets = panel.targets ?? [];
  const sources = useDataSources().data ?? [];
  const set = (next: readonly Target[]) => onChange({ ...panel, targets: next });
  return (
    <div className="form">
      <SourceSelect
        value={panel.datasource}
        variables={variables}
        onChange={source => onChange(withSource(panel, source))}
      />
      {targets.map((target, index) => (
        <QueryRow
          key={target.refId ?? index}
          target={target}
          type={typeOf([target.datasource, panel.datasource], sources)}
          onChange={changed => set(targets.map((other, i) => (i === index ? changed : other)))}
          onDelete={() => set(targets.filter((_, i) => i !== index))}
        />
      ))}
      <div>
        <Button onClick={() => set([...targets, { refId: nextRefId(targets) }])}>{t('edit.addQuery')}</Button>
      </div>
    </div>
  );
}

/** All queries of the panel ask this source. */
function withSource(panel: PanelModel, source: SourceRef | undefined): PanelModel {
  const { datasource: _, ...rest } = panel;
  const targets = (panel.targets ?? []).map(({ datasource: own, ...target }) => target);
  return { ...rest, ...(source && { datasource: source }), targets };
}

function QueryRow({
  target,
  type,
  onChange,
  onDelete,
}: {
  target: Target;
  type: string | undefined;
  onChange: (target: Target) => void;
  onDelete: () => void;
}) {
  const [draft, setDraft] = useState(target);
  useEffect(() => setDraft(target), [target]);
  const ask = () => {
    if (draft !== target) onChange(draft);
  };
  return (
    <fieldset className="query-row" onBlur={ask}>
      <legend>{target.refId}</legend>
      {type === undefined || asksPromql(type) ? (
        <PromqlQuery target={draft} onChange={setDraft} onAsk={ask} onCommit={onChange} />
      ) : (
        <OtherQuery target={draft} type={type} onChange={setDraft} />
      )}
      <div className="controls end">
        <Switch
          label={t('edit.hidden')}
          checked={draft.hide ?? false}
          onChange={event => onChange({ ...draft, hide: event.currentTarget.checked })}
        />
        <IconButton
          icon="remove"
          label={t('edit.deleteQuery', { name: target.refId ?? '' })}
          onClick={onDelete}
        />
      </div>
    </fieldset>
  );
}

interface DraftProps {
  readonly target: Target;
  readonly onChange: (target: Target) => void;
}

/** Texts are asked when they are left, choices at once. */
function PromqlQuery({
  target,
  onChange,
  onAsk,
  onCommit,
}: DraftProps & { onAsk: () => void; onCommit: (target: Target) => void }) {
  return (
    <>
      <Suspense fallback={<div className="promql" />}>
        <PromqlEditor
          value={target.expr ?? ''}
          onChange={expr => expr !== (target.expr ?? '') && onChange({ ...target, expr })}
          onRun={onAsk}
          focused={false}
        />
      </Suspense>
      <div className="controls">
        <TextInput
          size="xs"
          className="wide"
          aria-label={t('edit.legend')}
          placeholder={`${t('edit.legend')}: {{instance}}`}
          value={target.legendFormat ?? ''}
          onChange={event => onChange({ ...target, legendFormat: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          w={110}
          aria-label={t('edit.minStep')}
          placeholder={`${t('edit.minStep')}: 15s`}
          value={target.interval ?? ''}
          onChange={event => onChange({ ...target, interval: event.currentTarget.value })}
        />
        <Select
          size="xs"
          w={130}
          aria-label={t('edit.format')}
          allowDeselect={false}
          data={FORMATS.map(format => ({ value: format, label: t(`edit.format.${format}`) }))}
          value={target.format ?? 'time_series'}
          onChange={format => format && onCommit({ ...target, format })}
        />
        <Switch
          label={t('edit.instant')}
          checked={target.instant ?? false}
          onChange={({ currentTarget: { checked } }) =>
            onCommit({ ...target, instant: checked, range: !checked })
          }
        />
      </div>
    </>
  );
}

/** The form of another data source's queries; as JSON where there is no form. */
function OtherQuery({ target, type, onChange }: DraftProps & { type: string }) {
  const schema = useForms('datasource')[type]?.query;
  const value = target as FormValue;
  if (schema) {
    return (
      <SchemaForm
        schema={schema}
        value={value}
        problems={check(schema, value)}
        onChange={changed => onChange(changed as Target)}
      />
    );
  }
  return <JsonQuery target={target} onChange={onChange} />;
}

function JsonQuery({ target, onChange }: DraftProps) {
  const [text, setText] = useState(() => JSON.stringify(target, undefined, 2));
  const [problem, setProblem] = useState<string>();
  const change = (changed: string) => {
    setText(changed);
    try {
      onChange(JSON.parse(changed) as Target);
      setProblem(undefined);
    } catch (e) {
      setProblem((e as Error).message);
    }
  };
  return (
    <Textarea
      label={t('edit.queryJson')}
      autosize
      minRows={3}
      classNames={{ input: 'mono' }}
      value={text}
      error={problem}
      onChange={event => change(event.currentTarget.value)}
    />
  );
}
