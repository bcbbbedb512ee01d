import { MultiSelect, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { RowList } from '../shell/RowList.tsx';
import { t } from '../texts/t.ts';
import { ColorSelect } from './fields/ColorSelect.tsx';
import type { AnnotationQuery, PanelModel, Variable } from './model.ts';
import { SourceSelect } from './SourceSelect.tsx';
import { nameOf } from './sources.ts';

/** What dashboards of Grafana's call the store of annotations. */
const STORED = '-- Grafana --';

/** Queries whose answers are marked on the charts: name, source, expression, and how a mark is called. */
export function AnnotationRows({
  annotations,
  panels,
  variables,
  onChange,
}: {
  annotations: readonly AnnotationQuery[];
  /** Those that may be chosen to show it. */
  panels: readonly PanelModel[];
  variables: readonly Variable[];
  onChange: (annotations: readonly AnnotationQuery[]) => void;
}) {
  return (
    <RowList<AnnotationQuery>
      legend={t('annotations.title')}
      rows={annotations}
      onChange={onChange}
      nameOf={annotation => annotation.name}
      add={{
        label: t('annotations.add'),
        make: () => ({ name: '', enable: true, hide: false, iconColor: 'red', expr: '' }),
      }}
      ordered
    >
      {(annotation, set) => (
        <>
          <div className="fields">
            <TextInput
              size="xs"
              label={t('sources.name')}
              value={annotation.name}
              onChange={event => set({ name: event.currentTarget.value })}
            />
            <SourceSelect
              value={annotation.datasource}
              variables={variables}
              further={[{ value: STORED, label: t('annotations.stored') }]}
              onChange={datasource => set({ datasource })}
            />
            <ColorSelect
              label={t('edit.color')}
              value={annotation.iconColor ?? ''}
              onChange={iconColor => set({ iconColor })}
            />
          </div>
          {isStored(annotation) ? (
            <TagsInput
              size="xs"
              label={t('annotations.tags')}
              placeholder={t('annotations.ofDashboard')}
              value={[...(annotation.target?.tags ?? [])]}
              onChange={tags =>
                set({
                  target: { ...annotation.target, type: tags.length > 0 ? 'tags' : 'dashboard', tags },
                })
              }
            />
          ) : (
            <div className="fields">
              <Text row={annotation} name="expr" example="ALERTS{alertstate='firing'}" onChange={set} />
              <Text row={annotation} name="titleFormat" example="{{alertname}}" onChange={set} />
              <Text row={annotation} name="textFormat" example="{{instance}}" onChange={set} />
              <Text row={annotation} name="tagKeys" example="severity,job" onChange={set} />
              <Text row={annotation} name="step" example="1m" onChange={set} />
            </div>
          )}
          <div className="fields">
            <Select
              size="xs"
              label={t('annotations.panels')}
              allowDeselect={false}
              data={(['all', 'only', 'without'] as const).map(value => ({
                value,
                label: t(`annotations.panels.${value}`),
              }))}
              value={!annotation.filter ? 'all' : annotation.filter.exclude ? 'without' : 'only'}
              onChange={value =>
                set({
                  filter:
                    value === 'all'
                      ? undefined
                      : { ids: annotation.filter?.ids ?? [], exclude: value === 'without' },
                })
              }
            />
            {annotation.filter && (
              <MultiSelect
                size="xs"
                label={t('annotations.those')}
                data={panels.map(({ id, title }) => ({ value: String(id), label: title || String(id) }))}
                value={(annotation.filter.ids ?? []).map(String)}
                onChange={ids => set({ filter: { ...annotation.filter, ids: ids.map(Number) } })}
              />
            )}
          </div>
          <div className="controls">
            <Switch
              label={t('annotations.enabled')}
              checked={annotation.enable ?? true}
              onChange={event => set({ enable: event.currentTarget.checked })}
            />
            <Switch
              label={t('annotations.hidden')}
              checked={annotation.hide ?? false}
              onChange={event => set({ hide: event.currentTarget.checked })}
            />
          </div>
        </>
      )}
    </RowList>
  );
}

function Text({
  row,
  name,
  example,
  onChange,
}: {
  row: AnnotationQuery;
  name: 'expr' | 'titleFormat' | 'textFormat' | 'tagKeys' | 'step';
  example: string;
  onChange: (changed: Partial<AnnotationQuery>) => void;
}) {
  return (
    <TextInput
      size="xs"
      classNames={{ input: 'mono' }}
      label={t(`annotations.${name}`)}
      placeholder={example}
      value={row[name] ?? ''}
      onChange={event => onChange({ [name]: event.currentTarget.value })}
    />
  );
}

/** Whether a query asks for what people and programs wrote down. */
function isStored({ builtIn, datasource }: AnnotationQuery): boolean {
  return builtIn === 1 || nameOf(datasource) === STORED;
}
