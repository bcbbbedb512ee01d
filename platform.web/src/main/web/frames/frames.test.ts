import { describe, expect, test } from 'vitest';
import { theme } from '../theme/tokens.ts';
import { decorate } from './decorate.ts';
import { readLines } from './ndjson.ts';
import { decodeColumn, type WireFrame } from './wire.ts';

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const doubles = (...values: number[]) => base64(new Uint8Array(Float64Array.from(values).buffer));

function series(labels: Record<string, string>, config: object = {}, refId = 'A'): WireFrame {
  return {
    refId,
    kind: 'timeseries',
    rows: 2,
    fields: [
      { name: 'Time', type: 'time', t0: 1000, dt: 500, n: 2 },
      { name: 'Value', type: 'number', labels, config, f64: doubles(1, 2) },
    ],
  };
}
const names = (frames: readonly WireFrame[]) =>
  decorate(frames, undefined, theme('dark')).map(f => f.fields[1].displayName);

describe('columns', () => {
  test('evenly spaced times are counted out', () => {
    expect([
      ...(decodeColumn({ name: 't', type: 'time', t0: 1000, dt: 500, n: 3 }).values as Float64Array),
    ]).toEqual([1000, 1500, 2000]);
  });

  test('doubles keep their bits, missing rows are marked', () => {
    const missing = base64(Uint8Array.from([0, 1]));
    const column = decodeColumn({ name: 'v', type: 'number', f64: doubles(0.1, 0), missing });
    expect([...(column.values as Float64Array)]).toEqual([0.1, 0]);
    expect([...(column.nulls ?? [])]).toEqual([0, 1]);
  });

  test('numbers as JSON with null', () => {
    const column = decodeColumn({ name: 'v', type: 'number', values: [1, null, 3] });
    expect([...(column.nulls ?? [])]).toEqual([0, 1, 0]);
    expect((column.values as Float64Array)[2]).toBe(3);
  });
});

describe('names', () => {
  test('labels that all series share are left out', () => {
    expect(names([series({ job: 'a', cpu: '0' }), series({ job: 'a', cpu: '1' })])).toEqual([
      '{cpu="0"}',
      '{cpu="1"}',
    ]);
  });

  test('the legend format wins over labels, the display name over both', () => {
    expect(names([series({ cpu: '0' }, { displayNameFromDS: 'core 0' })])).toEqual(['core 0']);
    const labels = '$' + '{__field.labels.cpu}';
    const source = { defaults: { displayName: `CPU ${labels}` } };
    const [frame] = decorate([series({ cpu: '0' }, { displayNameFromDS: 'x' })], source, theme('dark'));
    expect(frame.fields[1].displayName).toBe('CPU 0');
  });

  test('a configured name may say what the field is, and name variables', () => {
    const shown = (displayName: string, fill?: (text: string) => string) =>
      decorate(
        [series({ cpu: '0' }, { displayName: 'core $env' })],
        { defaults: { displayName } },
        theme('dark'),
        fill,
      )[0].fields[1].displayName;
    expect(shown(`\${__series.name}/\${__field.labels["cpu"]}`)).toBe('core $env/0');
    expect(shown(`\${__data.fields.x}`)).toBe(`\${__data.fields.x}`);
    expect(shown('On $env', text => text.replace('$env', 'Test'))).toBe('On Test');
    expect(shown('', text => text.replace('$env', 'Test'))).toBe('core $env');
  });

  test('a field keeps its own name before its labels', () => {
    const frame = series({ cpu: '0' });
    const fields = [frame.fields[0], { ...frame.fields[1], name: 'user' }];
    expect(names([{ ...frame, fields }])).toEqual(['user {cpu="0"}']);
  });

  test('a series without labels is named by what it is', () => {
    expect(names([series({})])).toEqual(['Value']);
    expect(names([series({ __name__: 'up' })])).toEqual(['up']);
  });
});

describe('overrides', () => {
  test('the dashboard counts before the data source, and that before the defaults of the panel type', () => {
    const schema = {
      type: 'object',
      properties: { width: { type: 'number', default: 1 }, cell: { type: 'string', default: 'auto' } },
    } as const;
    const frames = [series({}, { custom: { cell: 'sparkline' } })];
    const custom = (own: object) =>
      decorate(frames, { schema, defaults: { custom: { ...own } } }, theme('dark'))[0].fields[1].config
        .custom;
    expect(custom({})).toEqual({ width: 1, cell: 'sparkline' });
    expect(custom({ cell: 'gauge' })).toEqual({ width: 1, cell: 'gauge' });
  });

  const apply = (matcher: object, id: string, value: unknown) =>
    decorate(
      [series({}, { displayNameFromDS: 'eth0 in' }), series({}, { displayNameFromDS: 'eth0 out' }, 'B')],
      {
        defaults: { unit: 'short', custom: { lineWidth: 1 } },
        overrides: [{ matcher: matcher as never, properties: [{ id, value }] }],
      },
      theme('dark'),
    ).map(f => f.fields[1].config);

  test.each([
    [{ id: 'byName', options: 'eth0 in' }, [true, false]],
    [{ id: 'byRegexp', options: '/ out$/' }, [false, true]],
    [{ id: 'byFrameRefID', options: 'B' }, [false, true]],
    [{ id: 'byType', options: 'number' }, [true, true]],
    [{ id: 'byNames', options: { names: ['eth0 in'] } }, [true, false]],
    [{ id: 'byValue', options: { reducer: 'max', op: 'gt', value: 5 } }, [false, false]],
    [{ id: 'byRegexp', options: '((' }, [false, false]],
  ])('%j', (matcher, expected) => {
    expect(apply(matcher, 'unit', 'bytes').map(c => c.unit === 'bytes')).toEqual(expected);
  });

  test('custom properties go one level down and leave the others', () => {
    const [config] = apply({ id: 'byName', options: 'eth0 in' }, 'custom.fillOpacity', 40);
    expect(config.custom).toEqual({ lineWidth: 1, fillOpacity: 40 });
  });

  test('a colour as plain text is a fixed colour', () => {
    const [config] = apply({ id: 'byName', options: 'eth0 in' }, 'color', 'red');
    expect(config.color).toEqual({ mode: 'fixed', fixedColor: '#F2495C' });
  });
});

test('each line is handed over, whole, when it has arrived', async () => {
  const parts = ['{"a":1}\n{"a"', ':2}\n\n', '{"a":3}'];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
  const seen: unknown[] = [];
  await readLines(body, value => seen.push(value));
  expect(seen).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
});
