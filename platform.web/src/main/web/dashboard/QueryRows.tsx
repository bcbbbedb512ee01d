import { Switch, TextInput } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Button, IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { nextRefId } from './edit.ts';
import type { Target } from './model.ts';
import '../theme/query.css';

const PromqlEditor = lazy(() => import('../query/PromqlEditor.tsx'));

/** The queries of a panel; an expression is asked when Enter is pressed or its editor is left. */
export function QueryRows({
  targets,
  onChange,
}: {
  targets: readonly Target[];
  onChange: (targets: readonly Target[]) => void;
}) {
  const set = (index: number, changed: Target) =>
    onChange(targets.map((target, i) => (i === index ? changed : target)));
  return (
    <div className="form">
      {targets.map((target, index) => (
        <QueryRow
          key={target.refId ?? index}
          target={target}
          onChange={changed => set(index, changed)}
          onDelete={() => onChange(targets.filter((_, i) => i !== index))}
        />
      ))}
      <div>
        <Button onClick={() => onChange([...targets, { refId: nextRefId(targets), expr: '' }])}>
          {t('edit.addQuery')}
        </Button>
      </div>
    </div>
  );
}

function QueryRow({
  target,
  onChange,
  onDelete,
}: {
  target: Target;
  onChange: (target: Target) => void;
  onDelete: () => void;
}) {
  const [text, setText] = useState(target.expr ?? '');
  useEffect(() => setText(target.expr ?? ''), [target.expr]);
  const ask = () => {
    if (text !== (target.expr ?? '')) onChange({ ...target, expr: text });
  };
  return (
    <fieldset className="query-row" onBlur={ask}>
      <legend>{target.refId}</legend>
      <div className="query-bar">
        <Suspense fallback={<div className="promql" />}>
          <PromqlEditor value={text} onChange={setText} onRun={ask} focused={false} />
        </Suspense>
        <IconButton
          icon="remove"
          label={t('edit.deleteQuery', { name: target.refId ?? '' })}
          onClick={onDelete}
        />
      </div>
      <div className="controls">
        <TextInput
          size="xs"
          className="wide"
          aria-label={t('edit.legend')}
          placeholder={`${t('edit.legend')}: {{instance}}`}
          value={target.legendFormat ?? ''}
          onChange={event => onChange({ ...target, legendFormat: event.currentTarget.value })}
        />
        <Switch
          label={t('edit.instant')}
          checked={target.instant ?? false}
          onChange={event =>
            onChange({ ...target, instant: event.currentTarget.checked, range: !event.currentTarget.checked })
          }
        />
      </div>
    </fieldset>
  );
}
