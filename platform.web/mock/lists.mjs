// Lists that the stand-in server shows.

const call = (total, failed = 0) => ({ total, failed, timedOut: 0, refused: 0, running: 0, abandoned: 0 });

export const otherPlugins = [
  { id: 'io.gnomon.exporters.node', name: 'Host', kinds: ['exporter'], calls: call(5812) },
  { id: 'io.gnomon.datasources.prometheus', name: 'Prometheus', kinds: ['datasource'], calls: call(40) },
  {
    id: 'io.gnomon.channels.webhook',
    name: 'Webhook',
    kinds: ['channel'],
    calls: call(3, 1),
    previousVersion: '0.0.9',
    error: 'connection refused: 127.0.0.1:9',
  },
  { id: 'io.gnomon.discovery.file', name: 'Files', kinds: ['discovery'], calls: call(200) },
  {
    id: 'org.example.broken',
    name: 'Broken',
    kinds: ['exporter'],
    calls: call(0),
    official: false,
    state: 'failed',
    error: 'It needs the package org.example.missing, which no bundle provides.',
  },
];

export const labelNames = ['__name__', 'device', 'instance', 'job', 'mode'];

export const targets = () => ({
  activeTargets: [
    target('node', 'node', 'http://localhost:9100/metrics', 'up', ''),
    {
      ...target('gnomon', 'gnomon', 'http://127.0.0.1:9090/metrics', 'up', ''),
      warning: '1000 series a tenant: 7 series of this scrape are not stored',
    },
    target('db', 'db', 'http://10.0.0.5:9104/metrics', 'down', 'connection refused: 10.0.0.5:9104'),
  ],
  droppedTargets: [],
});

function target(job, scrapePool, scrapeUrl, health, lastError) {
  return {
    discoveredLabels: { __address__: new URL(scrapeUrl).host, job },
    labels: { instance: new URL(scrapeUrl).host, job },
    scrapePool,
    scrapeUrl,
    globalUrl: scrapeUrl,
    lastError,
    lastScrape: new Date(Date.now() - 700).toISOString(),
    lastScrapeDuration: 0.0043,
    health,
    scrapeInterval: '1s',
    scrapeTimeout: '1s',
  };
}

export const datasources = [
  { uid: 'gnomon', name: 'Gnomon', type: 'prometheus', default: true, builtIn: true },
  {
    uid: 'other',
    name: 'Other Prometheus',
    type: 'prometheus',
    default: false,
    builtIn: false,
    settings: { url: 'http://10.0.0.7:9090' },
  },
];

export const channels = [
  {
    type: 'webhook',
    name: 'Webhook',
    fromGlobal: [],
    schema: {
      type: 'object',
      required: ['url'],
      properties: {
        url: {
          type: 'string',
          title: 'URL',
          format: 'uri',
          'x-gnomon': { placeholder: 'https://example.org/hook' },
        },
        max_alerts: {
          type: 'integer',
          title: 'Alerts in one message',
          default: 0,
          minimum: 0,
          description: '0: all of them.',
        },
        timeout: {
          type: 'string',
          format: 'duration',
          title: 'Time limit',
          default: '10s',
          'x-gnomon': { advanced: true },
        },
        password: { type: 'string', title: 'Password', 'x-gnomon': { widget: 'secret' } },
        send_resolved: { type: 'boolean', title: 'Also tell when it is over', default: true },
      },
    },
  },
];

/** Dashboards by uid and title, as the list shows them. */
export const dashboards = [
  ['home', 'Host overview'],
  ['panels', 'Panels'],
].map(([uid, title]) => ({
  uid,
  title,
  tags: ['mock'],
  folder: '',
  provisioned: true,
  canSave: false,
  ignoredFiles: [],
}));

/** What alerting answers when nothing has happened yet, by path. */
export const quiet = {
  stars: [],
  'library-panels': [],
  alerts: [],
  silences: [],
  'alerting/acknowledgements': [],
  'alerting/receivers': [{ name: 'ops', channels: [{ type: 'webhook', index: 0 }] }],
  'alerting/receivers/ops': {
    name: 'ops',
    file: '/etc/alertmanager.yml',
    fragment: false,
    writable: false,
    version: '1',
    channels: [{ type: 'webhook', index: 0, settings: { url: '<secret>' } }],
  },
  'alerting/routes': {
    index: 0,
    receiver: 'ops',
    matchers: [],
    continue: false,
    groupBy: ['alertname'],
    groupWait: 30,
    groupInterval: 300,
    repeatInterval: 14_400,
    muteTimeIntervals: [],
    activeTimeIntervals: [],
    routes: [],
  },
  'alerting/history': { events: [] },
  'alerting/files': [],
  'rules/files': [],
};
