// Made-up numbers of a small host that move with the clock, chosen by the names in an expression.

const GI = 2 ** 30;
const wave = (t, period, phase = 0) => 0.5 + 0.5 * Math.sin((t / period + phase) * 2 * Math.PI);
const noise = t => {
  const x = Math.sin(t * 12.9898) * 43758.5453;
  return x - Math.floor(x);
};
const bumpy = (t, phase) =>
  0.6 * wave(t, 70, phase) * wave(t, 23, phase) + 0.4 * noise(Math.floor(t / 2) + phase * 99);

const one = (labels, at) => ({ labels, at });
const MODES = {
  user: 0.18,
  system: 0.07,
  iowait: 0.02,
  softirq: 0.01,
  irq: 0.004,
  nice: 0.002,
  steal: 0.001,
};

/** Patterns of an expression and the series it would give; first match wins. */
const ANSWERS = [
  [
    /by \(mode\)/,
    () => Object.entries(MODES).map(([mode, top], i) => one({ mode }, t => top * (0.3 + bumpy(t, i / 7)))),
  ],
  [/node_cpu_seconds_total/, () => [one({}, t => 0.12 + 0.2 * bumpy(t, 0))]],
  [/MemAvailable/, () => [one({}, t => 0.41 + 0.02 * wave(t, 60))]],
  [/MemTotal_bytes -/, () => [one({}, t => 6.3 * GI + 0.4 * GI * wave(t, 60))]],
  [/Cached_bytes/, () => [one({}, t => 5.1 * GI + 0.2 * GI * wave(t, 90, 0.3))]],
  [/Buffers/, () => [one({}, () => 0.6 * GI)]],
  [/MemFree/, () => [one({}, t => 3.6 * GI - 0.5 * GI * wave(t, 60))]],
  [/mountpoint="\/"/, () => [one({}, () => 0.634)]],
  [
    /topk\(3/,
    () => [
      one({ mountpoint: '/' }, () => 0.634),
      one({ mountpoint: '/var' }, () => 0.82),
      one({ mountpoint: '/home' }, () => 0.371),
    ],
  ],
  [
    /filesystem/,
    () =>
      ['/', '/var', '/home', '/boot'].map((mountpoint, i) =>
        one({ mountpoint, device: `/dev/sda${i + 1}`, fstype: 'ext4' }, () => [0.634, 0.82, 0.371, 0.12][i]),
      ),
  ],
  [/node_load15/, () => [one({}, t => 0.55 + 0.05 * wave(t, 900))]],
  [/node_load5/, () => [one({}, t => 0.6 + 0.2 * wave(t, 300))]],
  [/node_load1/, () => [one({}, t => 0.4 + 0.6 * wave(t, 120))]],
  [/sum\(rate\(node_network/, () => [one({}, t => 3e5 * bumpy(t, 0.1))]],
  [
    /receive_bytes/,
    () => [
      one({ device: 'eth0' }, t => 3e5 * bumpy(t, 0.1)),
      one({ device: 'wlan0' }, t => 4e4 * bumpy(t, 0.7)),
    ],
  ],
  [
    /transmit_bytes/,
    () => [
      one({ device: 'eth0' }, t => 1.2e5 * bumpy(t, 0.2)),
      one({ device: 'wlan0' }, t => 1e4 * bumpy(t, 0.6)),
    ],
  ],
  [/disk_read/, () => [one({ device: 'sda' }, t => 2e6 * bumpy(t, 0.3))]],
  [/disk_written/, () => [one({ device: 'sda' }, t => 5e6 * bumpy(t, 0.9))]],
  [/boot_time/, () => [one({}, t => (t % 1e7) + 3e5)]],
];

export function seriesOf(expr) {
  return (
    ANSWERS.find(([pattern]) => pattern.test(expr))?.[1] ??
    (() => [one({ __name__: 'up', job: 'node' }, () => 1)])
  )();
}

function base64(numbers) {
  return Buffer.from(Float64Array.from(numbers).buffer).toString('base64');
}

/** The frames of one query in the format of docs/guide/gnomon-api.md. */
export function frames(target, from, to, width) {
  const series = seriesOf(target.expr);
  const legend = labels =>
    target.legendFormat?.replace(/\{\{(\w+)\}\}/g, (_, name) => labels[name] ?? '') || undefined;
  if (target.format === 'table') {
    const names = [...new Set(series.flatMap(s => Object.keys(s.labels)))];
    const titles = { mountpoint: 'Mounted at', device: 'Device', fstype: 'Type' };
    return [
      {
        refId: target.refId,
        kind: 'table',
        rows: series.length,
        fields: [
          ...names.map(name => ({
            name: titles[name] ?? name,
            type: 'string',
            values: series.map(s => s.labels[name]),
          })),
          { name: 'Used', type: 'number', f64: base64(series.map(s => s.at(to / 1000))) },
        ],
      },
    ];
  }
  const step = Math.max(1000, Math.ceil((to - from) / width / 1000) * 1000);
  const end = Math.floor(to / step) * step;
  const n = target.instant ? 1 : Math.floor((end - from) / step) + 1;
  const t0 = end - (n - 1) * step;
  return series.map(s => ({
    refId: target.refId,
    kind: 'timeseries',
    rows: n,
    fields: [
      { name: 'Time', type: 'time', t0, dt: step, n },
      {
        name: 'Value',
        type: 'number',
        labels: s.labels,
        config: { displayNameFromDS: legend(s.labels) },
        f64: base64(Array.from({ length: n }, (_, i) => s.at((t0 + i * step) / 1000))),
      },
    ],
  }));
}

/** Prometheus's matrix or vector of an expression. */
export function promResult(expr, from, to, step) {
  return seriesOf(expr).map(s => {
    const at = t => [t, String(s.at(t))];
    if (step === undefined) return { metric: s.labels, value: at(to) };
    const values = [];
    for (let t = from; t <= to; t += step) values.push(at(t));
    return { metric: s.labels, values };
  });
}
