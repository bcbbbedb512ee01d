// A dashboard with one panel of each kind and frames that never change, for pictures of the panels.

export const END = Date.UTC(2026, 0, 15, 12, 0, 0);
const FROM = END - 3_600_000;
const STEP = 60_000;
const N = 61;
export const range = { from: String(FROM), to: String(END) };
export const base64 = numbers => Buffer.from(Float64Array.from(numbers).buffer).toString('base64');
const time = { name: 'Time', type: 'time', t0: FROM, dt: STEP, n: N };
const series = (name, at, labels = { host: name }, legend = name) => ({
  refId: 'A',
  kind: 'timeseries',
  rows: N,
  fields: [
    time,
    {
      name: 'Value',
      type: 'number',
      labels,
      config: { displayNameFromDS: legend },
      f64: base64(Array.from({ length: N }, (_, i) => at(i))),
    },
  ],
});
const wave = (i, period, phase) => 50 + 45 * Math.sin((i / period + phase) * 2 * Math.PI);
const hosts = ['db-1', 'db-2', 'web-1', 'web-2', 'web-3'];
export const waves = hosts.map((name, k) => series(name, i => wave(i, 30 + 7 * k, k / 5)));
export const states = hosts.map((name, k) =>
  series(name, i => (Math.sin(i / (3 + k) + k) > 0.8 ? 0 : i % 23 === k ? 2 : 1)),
);
const les = ['0.1', '0.25', '0.5', '1', '2.5', '+Inf'];
const buckets = les.map((le, k) =>
  series(le, i => Math.round(200 * (1 - Math.exp(-(k + 0.3) * (0.4 + wave(i, 40, 0) / 110)))), { le }),
);
export const strings = (name, values) => ({ name, type: 'string', values });
export const table = {
  refId: 'A',
  kind: 'table',
  rows: 4,
  fields: [
    strings('zone', ['eu-west', 'eu-north', 'us-east', 'ap-south']),
    { name: 'Requests', type: 'number', f64: base64([420, 310, 505, 128]) },
    { name: 'Errors', type: 'number', f64: base64([32, 4, 71, 12]) },
  ],
};
const WORDS = [
  'started',
  'GET /api/v1/query 200 in 5 ms',
  'level=warn slow query: 4.2 s',
  'level=error connection refused',
];
const logs = {
  refId: 'A',
  kind: 'logs',
  rows: 40,
  fields: [
    { name: 'Time', type: 'time', t0: END - 40_000, dt: 1000, n: 40 },
    strings(
      'Line',
      Array.from(
        { length: 40 },
        (_, i) =>
          `${i % 9 === 0 ? '{"level":"info","request":' : ''}${i % 9 === 0 ? `${i}}` : WORDS[(i * 7) % 4]}`,
      ),
    ),
  ],
};

const alerts = {
  refId: 'A',
  kind: 'table',
  rows: 3,
  fields: [
    { name: 'Time', type: 'time', values: [END - 7_200_000, END - 300_000, null] },
    strings('state', ['firing', 'pending', 'error']),
    strings('alert', ['DiskFull', 'SlowQueries', 'BrokenRule']),
    strings('folder', ['hosts.yml', 'web.yml', 'web.yml']),
    strings('labels', ['{instance="db-1", severity="page"}', '{job="web"}', '{}']),
    strings('summary', ['/data of db-1 is full in 3 hours', 'p99 above 2 s', '']),
  ],
};
const dashboards = {
  refId: 'A',
  kind: 'table',
  rows: 3,
  fields: [
    strings('title', ['Home', 'Node Exporter Full', 'MySQL Overview']),
    strings('uid', ['home', 'rYdddlPWk', 'mysql']),
    strings('folder', ['', 'hosts', 'databases']),
    strings('tags', ['', 'linux,node', 'mysql']),
  ],
};
const annotations = {
  refId: 'A',
  kind: 'table',
  rows: 2,
  fields: [
    { name: 'Time', type: 'time', values: [END - 600_000, END - 1_800_000] },
    { name: 'timeEnd', type: 'time', values: [null, END - 1_200_000] },
    strings('title', ['DiskFull', 'SlowQueries']),
    strings('text', ['fires', 'fired']),
    strings('tags', ['instance=db-1', 'job=web']),
  ],
};

const percent = { unit: 'percent', min: 0, max: 100 };
const steps = [
  { value: null, color: 'green' },
  { value: 60, color: 'orange' },
  { value: 85, color: 'red' },
];
export const byThresholds = {
  ...percent,
  color: { mode: 'thresholds' },
  thresholds: { mode: 'absolute', steps },
};
export const mappings = [
  {
    type: 'value',
    options: {
      0: { text: 'Down', color: 'red' },
      1: { text: 'Up', color: 'green' },
      2: { text: 'Slow', color: 'orange' },
    },
  },
];

/** A variable of several values. */
export const ZONE = {
  name: 'zone',
  type: 'custom',
  query: 'Europe : eu, America : us',
  multi: true,
  includeAll: true,
  current: { value: ['eu'] },
};

/** Type, title, width, frames, field defaults and options. */
const PANELS = [
  ['timeseries', 'Time series in $zone', 8, waves, percent, {}],
  ['stat', 'Stat', 8, waves, byThresholds, {}],
  ['gauge', 'Gauge', 8, waves.slice(0, 3), byThresholds, {}],
  ['bargauge', 'Bar gauge, gradient', 6, waves, byThresholds, { orientation: 'horizontal' }],
  ['bargauge', 'Bar gauge, lamps', 6, waves, byThresholds, { displayMode: 'lcd', orientation: 'horizontal' }],
  [
    'bargauge',
    'Bar gauge, standing',
    6,
    waves,
    byThresholds,
    { displayMode: 'basic', orientation: 'vertical' },
  ],
  ['table', 'Table', 6, [table], {}, {}],
  [
    'piechart',
    'Pie',
    6,
    waves,
    { color: { mode: 'palette-classic' } },
    { displayLabels: ['percent'], legend: { values: ['value', 'percent'], displayMode: 'table' } },
  ],
  [
    'piechart',
    'Donut',
    6,
    waves,
    { color: { mode: 'palette-classic' } },
    { pieType: 'donut', displayLabels: ['name'], legend: { placement: 'bottom' } },
  ],
  ['barchart', 'Bar chart', 6, [table], { color: { mode: 'palette-classic' } }, {}],
  [
    'barchart',
    'Bar chart, stacked',
    6,
    [table],
    { color: { mode: 'palette-classic' } },
    { stacking: 'normal', orientation: 'horizontal' },
  ],
  ['state-timeline', 'State timeline', 12, states, { mappings, color: { mode: 'thresholds' } }, {}],
  ['status-history', 'Status history', 12, states, { mappings, color: { mode: 'thresholds' } }, {}],
  ['heatmap', 'Heat map of buckets', 8, buckets, {}, { yAxis: { unit: 's' }, cellValues: { unit: 'reqps' } }],
  ['heatmap', 'Heat map of values', 8, waves, percent, { calculate: true, color: { scheme: 'Turbo' } }],
  ['histogram', 'Histogram', 8, waves.slice(0, 2), { color: { mode: 'palette-classic' } }, {}],
  ['logs', 'Logs', 12, [logs], {}, {}],
  ['alertlist', 'Alert list', 8, [alerts], {}, { showInstances: true }],
  ['dashlist', 'Dashboard list', 8, [dashboards], {}, {}],
  ['annolist', 'Annotations list', 8, [annotations], {}, {}],
  ['text', 'Text', 12, [], {}, { mode: 'markdown', content: '# Words\n\nwith **weight** and a [link](/).' }],
];

export function gallery() {
  let x = 0;
  let y = 0;
  const panels = PANELS.map(([type, title, w, frames, defaults, options], i) => {
    if (x + w > 24) {
      x = 0;
      y += 8;
    }
    const gridPos = { x, y, w, h: 8 };
    x += w;
    const targets = frames.length > 0 ? [{ refId: 'A', expr: 'up' }] : [];
    return { id: i + 1, type, title, gridPos, options, targets, fieldConfig: { defaults, overrides: [] } };
  });
  const templating = {
    list: [
      { name: 'job', type: 'query', query: 'label_values(up, job)', current: { value: 'node' } },
      ZONE,
      { name: 'note', type: 'textbox', query: '', current: { value: 'words' } },
    ],
  };
  const annotations = { list: [{ name: 'Deploys', enable: true, iconColor: 'orange', expr: 'up' }] };
  return { uid: 'panels', title: 'Panels', time: range, panels, templating, annotations };
}

/** A moment and a region of the annotation queries that are wanted. */
export function marks(wanted) {
  const query = 'Deploys';
  if (!wanted.includes(query)) return [];
  const common = { query, color: 'orange', tags: ['web', 'v1.4'] };
  return [
    { ...common, time: END - 2_400_000, title: 'Deployed', text: 'to all hosts' },
    { ...common, time: END - 1_500_000, timeEnd: END - 900_000, title: 'Maintenance', text: '' },
  ];
}

export function galleryFrames(id) {
  return PANELS[id - 1]?.[3] ?? [];
}
