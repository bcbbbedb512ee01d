import { Menu, SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useMay } from '../api/queries.ts';
import { go, usePlace } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { remembered } from '../shell/remembered.ts';
import { Empty } from '../shell/states.tsx';
import { setTitle } from '../shell/title.ts';
import { t } from '../texts/t.ts';
import { RefreshPicker } from '../time/RefreshPicker.tsx';
import type { RawRange } from '../time/range.ts';
import { TimePicker } from '../time/TimePicker.tsx';
import { useTimeKeys } from '../time/useTimeKeys.ts';
import { GraphResult } from './GraphResult.tsx';
import { MetricBrowser } from './MetricBrowser.tsx';
import { PlanResult } from './PlanResult.tsx';
import { TableResult } from './TableResult.tsx';
import '../theme/query.css';

const PromqlEditor = lazy(() => import('./PromqlEditor.tsx'));
const AddToDashboard = lazy(() => import('./AddToDashboard.tsx'));
/** Expressions that were run in this browser. */
const history = remembered('gnomon.query.history', 30);
const MODES = ['graph', 'table', 'plan'] as const;
const EXAMPLES = [
  'up',
  'rate(node_cpu_seconds_total[1m])',
  'node_memory_MemAvailable_bytes',
  'scrape_duration_seconds',
];

/** Ask in PromQL; the answer as a graph or as a table. The address carries everything, so it can be shared. */
export default function QueryPage() {
  const { path, parameters } = usePlace();
  const expression = parameters.get('expr') ?? '';
  const mode = MODES.find(each => each === parameters.get('mode')) ?? 'graph';
  const range = { from: parameters.get('from') ?? 'now-15m', to: parameters.get('to') ?? 'now' };
  const refresh = parameters.get('refresh') ?? '';
  const [text, setText] = useState(expression);
  const [past, setPast] = useState(history.read);
  const [run, setRun] = useState(0);
  const editor = useMay('editor');
  const [browsing, setBrowsing] = useState(false);
  const [adding, setAdding] = useState(false);

  const change = (values: Record<string, string>, replace = true) =>
    go(path, { ...Object.fromEntries(parameters), ...values }, replace);
  const setRange = ({ from, to }: RawRange) => change({ from, to });
  useTimeKeys(range, setRange);
  const execute = (wanted = text) => {
    const asked = wanted.trim();
    setText(asked);
    setRun(run + 1);
    setBrowsing(false);
    // The browser's "back" leads to the query before.
    change({ expr: asked }, asked === expression);
  };
  useEffect(() => {
    setTitle(t('nav.query'));
  }, []);
  useEffect(() => {
    setText(expression);
    // Here, so that what a link has opened is in the history, too.
    if (expression) setPast(history.add(expression));
  }, [expression]);

  return (
    <>
      <PageHeader title={t('nav.query')}>
        <TimePicker range={range} onChange={setRange} />
        <RefreshPicker
          value={refresh}
          onChange={value => change({ refresh: value })}
          onRefresh={() => setRun(run + 1)}
        />
      </PageHeader>
      <div className="query-bar">
        <Suspense fallback={<div className="promql" />}>
          <PromqlEditor value={text} onChange={setText} onRun={() => execute()} />
        </Suspense>
        <Button aria-expanded={browsing || !expression} onClick={() => setBrowsing(!browsing)}>
          {t('metrics.title')}
        </Button>
        <Menu position="bottom-end" width={480}>
          <Menu.Target>
            <Button leftSection={<Icon name="clock" size={14} />} disabled={past.length === 0}>
              {t('query.history')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown className="history">
            {past.map(entry => (
              <Menu.Item key={entry} className="mono" onClick={() => execute(entry)}>
                {entry}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button variant="filled" leftSection={<Icon name="play" size={13} />} onClick={() => execute()}>
          {t('query.run')}
        </Button>
        <Button
          disabled={!editor || !text.trim()}
          leftSection={<Icon name="alerts" size={14} />}
          onClick={() => go('alerts/edit', { expr: text.trim() })}
        >
          {t('query.alert')}
        </Button>
        <Button
          disabled={!editor || !text.trim()}
          leftSection={<Icon name="dashboards" size={14} />}
          onClick={() => setAdding(true)}
        >
          {t('explore.add')}
        </Button>
      </div>
      <SegmentedControl
        size="xs"
        value={mode}
        onChange={value => change({ mode: value })}
        data={MODES.map(value => ({ value, label: t(`query.${value}`) }))}
      />
      {!expression && (
        <Empty
          title={t('query.empty')}
          text={t('query.emptyHint')}
          action={
            <div className="controls">
              {EXAMPLES.map(example => (
                <Button key={example} className="mono" onClick={() => execute(example)}>
                  {example}
                </Button>
              ))}
            </div>
          }
        />
      )}
      {(browsing || !expression) && <MetricBrowser onRun={execute} />}
      {expression && mode === 'plan' && <PlanResult key={run} expression={expression} range={range} />}
      {expression && mode === 'graph' && (
        <GraphResult
          expression={expression}
          range={range}
          refresh={refresh}
          run={run}
          onTimeRange={(from, to) => setRange({ from, to })}
        />
      )}
      {expression && mode === 'table' && (
        <TableResult
          expression={expression}
          range={range}
          refresh={refresh}
          run={run}
          onTimeRange={(from, to) => setRange({ from, to })}
        />
      )}
      {adding && (
        <Suspense>
          <AddToDashboard
            expression={text.trim()}
            table={mode === 'table'}
            onClose={() => setAdding(false)}
          />
        </Suspense>
      )}
    </>
  );
}
