import type { Labels } from '@gnomon/plugin-api';
import { useMemo } from 'react';
import type { FieldConfigSource } from '../frames/overrides.ts';
import { GRAPH_FIELDS, GraphResult } from '../query/GraphResult.tsx';
import type { RawRange } from '../time/range.ts';
import { type Compared, onlySeries } from './threshold.ts';

/** What a rule watches, and the area in which its alert fires; asked for anew every five seconds. */
export function WatchedGraph({
  watched,
  range,
  asked = 0,
  only = {},
  className = 'rule-graph',
  onTimeRange,
  onThreshold,
}: {
  watched: Compared;
  range: RawRange;
  /** Another number asks at once. */
  asked?: number;
  /** Labels of the series that is shown; absent: all. */
  only?: Labels;
  className?: string;
  onTimeRange: (range: RawRange) => void;
  /** Takes the value to which the threshold was moved on the graph; absent: it stays. */
  onThreshold?: (value: number) => void;
}) {
  const fieldConfig = useMemo(() => withThreshold(watched), [watched]);
  return (
    <GraphResult
      className={className}
      title={watched.expression}
      expression={onlySeries(watched.expression, only)}
      range={range}
      refresh="5s"
      run={asked}
      onTimeRange={(from, to) => onTimeRange({ from, to })}
      fieldConfig={fieldConfig}
      onThreshold={onThreshold}
    />
  );
}

/** The area in which the alert fires is red. */
function withThreshold({ threshold, above }: Compared): FieldConfigSource {
  if (threshold === undefined) return GRAPH_FIELDS;
  const firing = { color: 'red' };
  const quiet = { color: 'transparent' };
  const steps =
    above === undefined
      ? [
          { value: null, ...quiet },
          { value: threshold, ...firing },
        ]
      : above
        ? [
            { value: null, ...quiet },
            { value: threshold, ...firing },
          ]
        : [
            { value: null, ...firing },
            { value: threshold, ...quiet },
          ];
  const { defaults } = GRAPH_FIELDS;
  const mode = above === undefined ? 'line' : 'line+area';
  return {
    defaults: {
      ...defaults,
      thresholds: { mode: 'absolute', steps },
      custom: { ...defaults.custom, thresholdsStyle: { mode }, ...aroundThreshold(threshold) },
    },
  };
}

/** The axis reaches the threshold, also when the values stay away from it. */
function aroundThreshold(threshold: number) {
  return threshold > 0 ? { axisSoftMax: threshold * 1.1 } : { axisSoftMin: threshold * 1.1 };
}
