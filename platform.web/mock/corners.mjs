// Dashboards of what happens seldom: values of a wrong kind, crowds, long durations, narrow legends, very many panels, and a
// variable that finds nothing out.
import { base64, END, strings, table, waves } from './gallery.mjs';
import { dashboard, panel } from './looks.mjs';

const N = 61;
const time = { name: 'Time', type: 'time', t0: END - 3_600_000, dt: 60_000, n: N };
const series = (name, at) => ({
  refId: 'A',
  kind: 'timeseries',
  rows: N,
  fields: [
    time,
    {
      name: 'Value',
      type: 'number',
      labels: { host: name },
      config: { displayNameFromDS: name },
      f64: base64(Array.from({ length: N }, (_, i) => at(i))),
    },
  ],
});
const words = {
  refId: 'A',
  kind: 'table',
  rows: 2,
  fields: [strings('version', ['1.2', '1.3']), strings('branch', ['main', 'next'])],
};
const at = (i, w, h) => {
  const across = Math.floor(24 / w);
  return { x: (i % across) * w, y: Math.floor(i / across) * h, w, h };
};

/** Panels that get what they cannot show. */
const KINDS = [
  ['logs', waves.slice(0, 2)],
  ['bargauge', [words]],
  ['bargauge', waves.slice(0, 2), { reduceOptions: { fields: '/^memory/' } }],
  ['stat', [words]],
  ['gauge', [words]],
  ['piechart', [words]],
  ['barchart', [words]],
  ['histogram', [words]],
  ['heatmap', [words]],
  ['timeseries', [table]],
  ['state-timeline', [table]],
  ['status-history', [words]],
].map(([type, frames, options = {}], i) => panel(i + 1, type, type, at(i, 8, 6), frames, {}, options));

const crowd = Array.from({ length: 400 }, (_, k) => series(`host-${k}`, i => (i * (k + 1)) % 97));
const CROWD = [
  ['auto', {}],
  ['below each other', { orientation: 'horizontal' }],
  ['beside each other', { orientation: 'vertical', graphMode: 'none' }],
  ['filled', { colorMode: 'background_solid', textMode: 'value' }],
].map(([title, options], i) => panel(i + 1, 'stat', title, at(i, 12, 8), crowd, {}, options));

/** Units, and what the values go up to. */
const AXES = [
  ['s', 4000],
  ['s', 0.012],
  ['ms', 90_000],
  ['m', 400],
  ['h', 60],
  ['d', 40],
  ['dtdurations', 900_000],
  ['clockms', 5_400_000],
  ['dthms', 50_000],
  ['bytes', 3_000_000],
  ['binBps', 900],
  ['decbytes', 3_000_000],
].map(([unit, most], i) => {
  const frames = [series(unit, k => (most * k) / (N - 1))];
  return panel(i + 1, 'timeseries', `${unit} to ${most}`, at(i, 8, 7), frames, { unit });
});
const spans = {
  ...table,
  fields: [
    table.fields[0],
    { name: 'Longest', type: 'number', config: { unit: 's' }, f64: base64([4000, 900, 12_000, 60]) },
  ],
};
AXES.push(panel(13, 'barchart', 'bars of seconds', at(12, 8, 7), [spans], { unit: 's' }));
AXES.push(panel(14, 'histogram', 'histogram of seconds', at(13, 8, 7), [spans], { unit: 's' }));
AXES.push(
  panel(15, 'heatmap', 'cells of seconds', at(14, 8, 7), AXES[0].frames, { unit: 's' }, { calculate: true }),
);

const named = waves.map((frame, k) => {
  const [times, values] = frame.fields;
  const config = { displayNameFromDS: `/var/lib/some/long/name/of/a/volume-${k}` };
  return { ...frame, fields: [times, { ...values, config }] };
});
const legend = { showLegend: true, displayMode: 'table', placement: 'right' };
const calcs = ['mean', 'lastNotNull', 'max', 'min', 'sum'];
const LEGENDS = [4, 5, 7, 8, 24].map((w, i) =>
  panel(
    i + 1,
    'timeseries',
    `${w} wide`,
    { x: i < 4 ? [0, 4, 9, 16][i] : 0, y: i < 4 ? 0 : 8, w, h: 8 },
    named,
    { unit: 'bytes' },
    { legend: { ...legend, calcs } },
  ),
);
LEGENDS.push(
  panel(
    6,
    'piechart',
    'pie',
    { x: 0, y: 16, w: 6, h: 8 },
    named,
    {},
    {
      legend: { ...legend, values: ['value', 'percent'] },
    },
  ),
);
LEGENDS.push(
  panel(
    7,
    'timeseries',
    'list',
    { x: 6, y: 16, w: 8, h: 8 },
    named,
    {},
    {
      legend: { ...legend, displayMode: 'list', calcs },
    },
  ),
);

const TYPES = [
  ['timeseries', waves],
  ['stat', waves.slice(0, 2)],
  ['table', [table]],
  ['bargauge', waves],
];
const MANY = Array.from({ length: 1000 }, (_, i) => {
  const [type, frames] = TYPES[i % TYPES.length];
  return panel(i + 1, type, `${type} ${i + 1}`, at(i, 6, 6), frames, {});
});

const SHOWN = { kinds: KINDS, crowd: CROWD, axes: AXES, legends: LEGENDS, many: MANY };
const variables = [
  { name: 'node', type: 'query', query: 'label_values(up{, instance)', current: { value: 'db-1' } },
  {
    name: 'job',
    type: 'query',
    query: 'label_values(up, job)',
    regex: '/(node/',
    current: { value: 'node' },
  },
  { name: 'secret', label: 'Hidden', type: 'query', hide: 2, query: 'label_values(up{, job)', current: {} },
];

/** The dashboards by uid. */
export const corners = Object.fromEntries(
  Object.entries(SHOWN).map(([uid, panels]) => [uid, dashboard(uid, uid, panels)]),
);
corners.kinds.templating = { list: variables };

export function cornerFrames(uid, id) {
  return SHOWN[uid][id - 1]?.frames ?? [];
}

/** What the server says to a query of a variable that is no PromQL; undefined when it finds choices. */
export function refusal({ dashboard: { uid }, name }) {
  const asked = uid === 'kinds' ? variables.find(each => each.name === name) : undefined;
  if (!asked?.query.includes('{,')) return undefined;
  return '1:4: parse error: unexpected "," in label matching, expected identifier or "}"';
}
