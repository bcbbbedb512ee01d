// Dashboards for looks at one thing: a table of a hundred thousand rows, and links of values in every kind of panel.
import {
  base64,
  byThresholds,
  END,
  mappings,
  range,
  states,
  strings,
  table,
  waves,
  ZONE,
} from './gallery.mjs';

const ROWS = 100_000;
const all = make => Array.from({ length: ROWS }, (_, i) => make(i));
const ZONES = ['eu-west', 'eu-north', 'us-east', 'ap-south'];
const rows = {
  refId: 'A',
  kind: 'table',
  rows: ROWS,
  fields: [
    { name: 'Time', type: 'time', t0: END - ROWS * 1000, dt: 1000, n: ROWS },
    strings(
      'host',
      all(i => `host-${i}`),
    ),
    strings(
      'zone',
      all(i => ZONES[(i * 7) % 4]),
    ),
    { name: 'cpu', type: 'number', f64: base64(all(i => 50 + 49 * Math.sin(i / 9))) },
    { name: 'memory', type: 'number', f64: base64(all(i => 50 + 49 * Math.cos(i / 13))) },
    { name: 'errors', type: 'number', f64: base64(all(i => (i * i) % 97)) },
    {
      name: 'trend',
      type: 'json',
      values: all(i => Array.from({ length: 20 }, (_, k) => (k * (i + 3)) % 17)),
    },
  ],
};
const set = (name, properties) => ({
  matcher: { id: 'byName', options: name },
  properties: Object.entries(properties).map(([id, value]) => ({ id, value })),
});
const overrides = [
  set('Time', { 'custom.width': 170 }),
  set('host', {
    'custom.filterable': true,
    links: [{ title: 'Host', url: `/d/host?var-host=\${__value.raw}&\${__url_time_range}` }],
  }),
  set('zone', { 'custom.filterable': true }),
  set('cpu', { 'custom.cellOptions': { type: 'gauge', mode: 'gradient' }, unit: 'percent' }),
  set('memory', { 'custom.cellOptions': { type: 'color-background' }, unit: 'percent' }),
  set('errors', { 'custom.cellOptions': { type: 'color-text' } }),
  set('trend', { 'custom.width': 180 }),
];
const links = [
  {
    title: `Zone of \${__series.name}`,
    url: `/d/panels?var-zone=\${__field.labels.host}&\${__url_time_range}`,
  },
  { title: 'Wiki', url: `https://wiki.example/\${__value.raw}`, targetBlank: true },
  { title: 'A script', url: 'javascript:alert(1)' },
];

export const panel = (id, type, title, gridPos, frames, defaults, options = {}, overrides = []) => ({
  frames,
  model: {
    id,
    type,
    title,
    gridPos,
    options,
    targets: [{ refId: 'A', expr: 'up' }],
    fieldConfig: { defaults, overrides },
  },
});
const TABLES = [
  panel(
    1,
    'table',
    'All rows',
    { x: 0, y: 0, w: 24, h: 14 },
    [rows],
    byThresholds,
    { footer: { show: true, reducer: ['mean'] } },
    overrides,
  ),
  panel(
    2,
    'table',
    'In pages',
    { x: 0, y: 14, w: 12, h: 8 },
    [rows],
    byThresholds,
    { enablePagination: true },
    overrides,
  ),
  panel(
    3,
    'table',
    'Few rows',
    { x: 12, y: 14, w: 12, h: 8 },
    [table],
    {},
    { footer: { show: true, reducer: ['sum'] } },
  ),
];
const linked = { ...byThresholds, links };
const KINDS = [
  ['timeseries', waves],
  ['stat', waves],
  ['gauge', waves.slice(0, 3)],
  ['bargauge', waves],
  ['piechart', waves],
  ['barchart', [table]],
  ['state-timeline', states, { mappings, color: { mode: 'thresholds' }, links }],
  ['status-history', states, { mappings, color: { mode: 'thresholds' }, links }],
  ['table', [table]],
];
const LINKS = KINDS.map(([type, frames, defaults = linked], i) => ({
  ...panel(i + 1, type, type, { x: (i % 3) * 8, y: Math.floor(i / 3) * 8, w: 8, h: 8 }, frames, defaults),
}));
LINKS[0].model.links = [
  { title: 'Panels', url: `/d/panels?\${__url_time_range}` },
  { title: 'A script', url: 'javascript:alert(1)' },
];

const HOST = [panel(1, 'probe', 'Probe', { x: 0, y: 0, w: 12, h: 8 }, [table], { unit: 'short' })];

/** Panels over one time, to be pointed at. */
const POINTED = [
  ['timeseries', waves, {}],
  ['heatmap', waves, { calculate: true }],
  ['state-timeline', states, {}],
  ['status-history', states, {}],
  ['barchart', waves.slice(0, 1), { showValue: 'never' }],
].map(([type, frames, options], i) =>
  panel(i + 1, type, type, { x: (i % 3) * 8, y: 8 * Math.floor(i / 3), w: 8, h: 8 }, frames, {}, options),
);

export const dashboard = (uid, title, panels) => ({
  uid,
  title,
  time: range,
  panels: panels.map(({ model }) => model),
});

/** The dashboards by uid, and what their panels show. */
export const looks = {
  tables: dashboard('tables', 'Tables', TABLES),
  links: dashboard('links', 'Links', LINKS),
  host: { ...dashboard('host', 'Host', HOST), templating: { list: [ZONE] } },
  pointed: { ...dashboard('pointed', 'Pointed at', POINTED), graphTooltip: 2 },
};
const SHOWN = { tables: TABLES, links: LINKS, host: HOST, pointed: POINTED };

export function lookFrames(uid, id) {
  return SHOWN[uid][id - 1]?.frames ?? [];
}
