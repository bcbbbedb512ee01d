import { NumberInput, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { t } from '../texts/t.ts';
import type { RawRange } from '../time/range.ts';
import {
  COMPARATORS,
  type Comparator,
  comparatorOf,
  compared,
  isUnlimited,
  withComparator,
  withLimit,
} from './threshold.ts';
import { WatchedGraph } from './WatchedGraph.tsx';

/** The graph of what is compared, and the limit: moved on the graph, or written; an expression without one gets it here. */
export function FiresWhen({ expr, onChange }: { expr: string; onChange: (expr: string) => void }) {
  const [settled] = useDebouncedValue(expr, 600);
  const [range, setRange] = useState<RawRange>({ from: 'now-6h', to: 'now' });
  // What is asked for waits until nobody types; a limit that is moved is shown at once.
  const watched = useMemo(() => {
    const now = compared(expr);
    const before = compared(settled);
    return now.expression === before.expression ? now : before;
  }, [expr, settled]);
  if (!settled.trim()) return null;
  return (
    <>
      <WatchedGraph
        watched={watched}
        range={range}
        onTimeRange={setRange}
        onThreshold={value => onChange(withLimit(expr, value))}
      />
      <Limit expr={expr} onChange={onChange} />
    </>
  );
}

function Limit({ expr, onChange }: { expr: string; onChange: (expr: string) => void }) {
  const { threshold } = compared(expr);
  const [wanted, setWanted] = useState<Comparator>('>');
  const unlimited = isUnlimited(expr);
  if (threshold === undefined && !unlimited) return null;
  const choose = (comparator: string | null) => {
    const chosen = COMPARATORS.find(each => each === comparator) ?? '>';
    setWanted(chosen);
    onChange(withComparator(expr, chosen));
  };
  const write = (value: number | string) => {
    if (value === '' || !Number.isFinite(Number(value))) return;
    onChange(unlimited ? `${expr.trim()} ${wanted} ${value}` : withLimit(expr, Number(value)));
  };
  return (
    <div>
      <div className="fields limit">
        <Select
          label={t('rules.firesWhen')}
          allowDeselect={false}
          data={COMPARATORS.map(value => ({ value, label: t(`rules.is.${value}`) }))}
          value={comparatorOf(expr) ?? wanted}
          onChange={choose}
        />
        <NumberInput label={t('rules.threshold')} value={threshold ?? ''} onChange={write} />
      </div>
      <p className="hint">{t(unlimited ? 'rules.noLimit' : 'rules.limitHint')}</p>
    </div>
  );
}
