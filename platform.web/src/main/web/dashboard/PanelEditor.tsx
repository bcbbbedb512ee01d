import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { FieldNames } from '../forms/fieldNames.ts';
import { commonLabels, fieldName } from '../frames/naming.ts';
import type { WireFrame } from '../frames/wire.ts';
import type { PanelType } from '../panels/registry.ts';
import { Button } from '../shell/controls.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { t } from '../texts/t.ts';
import { LibraryField } from './LibraryField.tsx';
import type { PanelModel, Variable } from './model.ts';
import { PanelSettings } from './PanelSettings.tsx';
import { QueryRows } from './QueryRows.tsx';
import { TransformationRows } from './TransformationRows.tsx';

interface PanelEditorProps {
  readonly panel: PanelModel;
  /** The dashboard's variables. */
  readonly variables: readonly Variable[];
  readonly types: ReadonlyMap<string, PanelType> | undefined;
  readonly onChange: (panel: PanelModel) => void;
  readonly onClose: () => void;
  /** For a panel that is not part of a dashboard: saves it. */
  readonly onSave?: () => void;
  /** The panel as it would be drawn; tells the frames that it shows. */
  readonly preview: (onFrames: (frames: readonly WireFrame[]) => void) => ReactNode;
}

const NONE: readonly WireFrame[] = [];

/** One panel: its picture above its queries and transformations, its settings beside them. */
export default function PanelEditor({
  panel,
  variables,
  types,
  onChange,
  onClose,
  onSave,
  preview,
}: PanelEditorProps) {
  const [tab, setTab] = useState<'queries' | 'transformations'>('queries');
  const [frames, setFrames] = useState(NONE);
  const names = useMemo(() => namesOf(frames), [frames]);
  const refIds = (panel.targets ?? []).flatMap(target => target.refId ?? []);
  const steps = panel.transformations ?? [];
  return (
    <FieldNames value={names}>
      <PageHeader title={panel.title || t('edit.untitled')}>
        {onSave && <Button onClick={onClose}>{t('edit.discard')}</Button>}
        <Button variant="filled" onClick={onSave ?? onClose}>
          {t(onSave ? 'edit.save' : 'edit.done')}
        </Button>
      </PageHeader>
      <div className="panel-editor">
        <div>
          <div className="preview">{preview(setFrames)}</div>
          <SegmentedControl
            size="xs"
            aria-label={t('edit.data')}
            value={tab}
            onChange={value => setTab(value as typeof tab)}
            data={[
              { value: 'queries', label: t('edit.queries') },
              {
                value: 'transformations',
                label: `${t('edit.transformations')}${steps.length > 0 ? ` (${steps.length})` : ''}`,
              },
            ]}
          />
          {tab === 'queries' ? (
            <QueryRows panel={panel} variables={variables} onChange={onChange} />
          ) : (
            <TransformationRows
              transformations={steps}
              refIds={refIds}
              onChange={transformations => onChange({ ...panel, transformations })}
            />
          )}
        </div>
        <div className="form">
          {!onSave && <LibraryField panel={panel} onChange={onChange} />}
          <PanelSettings
            panel={panel}
            variables={variables}
            types={types}
            refIds={refIds}
            onChange={onChange}
          />
        </div>
      </div>
    </FieldNames>
  );
}

/** Names of the fields as the panel shows them, each once. */
function namesOf(frames: readonly WireFrame[]): string[] {
  const common = commonLabels(frames);
  return [...new Set(frames.flatMap(frame => frame.fields.map(field => fieldName(field, frame, common))))];
}
