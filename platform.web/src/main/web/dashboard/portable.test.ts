import { expect, test } from 'vitest';
import type { Dashboard } from './model.ts';
import { portable } from './portable.ts';

const sources = [
  { uid: 'p1', name: 'Main store', type: 'prometheus', default: true, builtIn: true },
  { uid: 'l1', name: 'Lines', type: 'loki', default: false, builtIn: false },
];

test('data sources become inputs, ids and library panels are left out', () => {
  const dashboard = {
    id: 7,
    uid: 'hosts',
    version: 3,
    title: 'Hosts',
    templating: { list: [{ name: 'host', datasource: { type: 'prometheus', uid: 'p1' } }] },
    panels: [
      {
        id: 1,
        type: 'logs',
        datasource: 'Lines',
        libraryPanel: { uid: 'x', name: 'X' },
        targets: [{ refId: 'A', datasource: { uid: `\${source}` } }, { refId: 'B' }],
      },
    ],
  } as unknown as Dashboard;
  expect(portable(dashboard, sources)).toEqual({
    __inputs: [
      { name: 'DS_MAIN_STORE', label: 'Main store', type: 'datasource', pluginId: 'prometheus' },
      { name: 'DS_LINES', label: 'Lines', type: 'datasource', pluginId: 'loki' },
    ],
    uid: 'hosts',
    title: 'Hosts',
    templating: { list: [{ name: 'host', datasource: { type: 'prometheus', uid: `\${DS_MAIN_STORE}` } }] },
    panels: [
      {
        id: 1,
        type: 'logs',
        datasource: { type: 'loki', uid: `\${DS_LINES}` },
        targets: [{ refId: 'A', datasource: { uid: `\${source}` } }, { refId: 'B' }],
      },
    ],
  });
});
