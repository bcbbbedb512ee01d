import { Select, TextInput } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { prometheus } from '../api/client.ts';
import { Button } from '../shell/controls.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { matchesWords } from '../shell/words.ts';
import { t } from '../texts/t.ts';
import { type Metadata, type MetadataByName, metadataOf, selectorOf, suggested } from './metrics.ts';

const SHOWN = 200;

interface MetricBrowserProps {
  /** Shows what the expression finds. */
  readonly onRun: (expression: string) => void;
}

/** Finds a metric by its name or help, narrows it by its labels and shows it, without writing PromQL. */
export function MetricBrowser({ onRun }: MetricBrowserProps) {
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<string>();
  const names = useQuery({
    queryKey: ['metric names'],
    queryFn: async ({ signal }) => (await prometheus<string[]>('label/__name__/values', {}, signal)).data,
    staleTime: 60_000,
  });
  const metadata = useQuery({
    queryKey: ['metadata'],
    queryFn: async ({ signal }) => (await prometheus<MetadataByName>('metadata', {}, signal)).data,
    staleTime: 60_000,
  });
  const known = metadata.data ?? {};
  const found = (names.data ?? []).filter(name =>
    matchesWords(filter, [name, metadataOf(name, known)?.help ?? '']),
  );
  return (
    <section className="metrics" aria-label={t('metrics.title')}>
      <div>
        <TextInput
          size="xs"
          aria-label={t('metrics.filter')}
          placeholder={t('metrics.filter')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value)}
        />
        <Loaded query={names} failure={t('metrics.notLoaded')}>
          {() =>
            found.length === 0 ? (
              <Empty title={t('metrics.none')} text={t('metrics.noneHint')} />
            ) : (
              <ul className="metric-list">
                {found.slice(0, SHOWN).map(name => (
                  <li key={name}>
                    <button
                      type="button"
                      aria-pressed={chosen === name}
                      onClick={() => setChosen(name)}
                      onDoubleClick={() => onRun(suggested(name, metadataOf(name, known)?.type ?? '', name))}
                    >
                      <span className="mono">{name}</span>
                      <span className="hint">{metadataOf(name, known)?.help}</span>
                    </button>
                  </li>
                ))}
                {found.length > SHOWN && (
                  <li className="hint">{t('metrics.more', { count: found.length - SHOWN })}</li>
                )}
              </ul>
            )
          }
        </Loaded>
      </div>
      {chosen ? (
        <Narrowing key={chosen} name={chosen} metadata={metadataOf(chosen, known)} onRun={onRun} />
      ) : (
        <Empty title={t('metrics.choose')} text={t('metrics.chooseHint')} />
      )}
    </section>
  );
}

/** The labels of a metric, each with the values that are left when the others are chosen. */
function Narrowing({
  name,
  metadata,
  onRun,
}: MetricBrowserProps & { name: string; metadata: Metadata | undefined }) {
  const [labels, setLabels] = useState<Readonly<Record<string, string>>>({});
  const query = useQuery({
    queryKey: ['labels of', name],
    queryFn: async ({ signal }) =>
      (await prometheus<string[]>('labels', { 'match[]': name }, signal)).data.filter(
        label => label !== '__name__',
      ),
  });
  const values = useQueries({
    queries: (query.data ?? []).map(label => {
      const { [label]: _, ...others } = labels;
      const selector = selectorOf(name, others);
      return {
        queryKey: ['label values', label, selector],
        queryFn: async ({ signal }: { signal: AbortSignal }) =>
          (
            await prometheus<string[]>(
              `label/${encodeURIComponent(label)}/values`,
              { 'match[]': selector },
              signal,
            )
          ).data,
      };
    }),
  });
  const selector = selectorOf(name, labels);
  const expression = suggested(name, metadata?.type ?? '', selector);
  const choose = (label: string, value: string | null) => {
    const { [label]: _, ...others } = labels;
    setLabels(value === null ? others : { ...others, [label]: value });
  };
  return (
    <div className="form">
      <div>
        <strong className="mono break">{name}</strong>{' '}
        {metadata?.type && <span className="chip">{metadata.type}</span>}
        <p className="hint">{metadata?.help}</p>
      </div>
      <Loaded query={query} failure={t('metrics.notLoaded')}>
        {found => (
          <div className="fields">
            {found.map((label, index) => (
              <Select
                key={label}
                size="xs"
                label={label}
                placeholder={t('metrics.values', { count: values[index]?.data?.length ?? 0 })}
                searchable
                clearable
                clearButtonProps={{ 'aria-label': t('form.removeNamed', { name: label }) }}
                limit={100}
                data={values[index]?.data ?? []}
                value={labels[label] ?? null}
                onChange={value => choose(label, value)}
              />
            ))}
          </div>
        )}
      </Loaded>
      <pre className="source">{expression}</pre>
      <div className="controls">
        <Button variant="filled" onClick={() => onRun(expression)}>
          {t('metrics.show')}
        </Button>
        {expression !== selector && <Button onClick={() => onRun(selector)}>{t('metrics.showRaw')}</Button>}
      </div>
    </div>
  );
}
