// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { askAhead, dashboardAt } from './ahead.ts';

const place = (path: string) => ({ path, parameters: new URLSearchParams() });

afterEach(() => vi.unstubAllGlobals());

test('the dashboard at a path', () => {
  expect(
    ['', 'd', 'd/', 'd/rYd', 'd/a%20b/title', 'd/%E0%A4%A', 'dashboards', 'alerts/x'].map(dashboardAt),
  ).toEqual(['home', 'home', 'home', 'rYd', 'a b', '%E0%A4%A', undefined, undefined]);
});

test('a dashboard is asked for with what it needs, its variables one after the other', async () => {
  const variable = (name: string, query: string) => ({ name, type: 'query', query });
  const answers: Record<string, object> = {
    session: { user: null, csrf: '' },
    plugins: [],
    datasources: [{ uid: 'own', name: 'Own', type: 'prometheus-builtin' }],
    'dashboards/rYd': {
      dashboard: {
        uid: 'rYd',
        templating: {
          list: [
            { name: 'ds', type: 'datasource', query: 'prometheus' },
            variable('job', 'label_values(up{ds="$ds"}, job)'),
            variable('node', 'label_values(up{job="$job"}, instance)'),
          ],
        },
      },
    },
  };
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string, { body }: { body?: string }) => {
    const path = new URL(address).pathname.replace('/api/gnomon/v1/', '');
    const { name, variables } = JSON.parse(body ?? '{}');
    asked.push(name ? `${name} of ${JSON.stringify(variables)}` : path);
    return Response.json(answers[path] ?? { choices: [{ text: `a ${name}`, value: `a ${name}` }] });
  });
  askAhead(new QueryClient(), place('d/rYd'));
  expect(asked).toEqual(['session', 'dashboards/rYd', 'plugins']);
  await vi.waitFor(() => expect(asked).toHaveLength(6));
  expect(asked.slice(3)).toEqual([
    'datasources',
    'job of {"ds":"own"}',
    'node of {"ds":"own","job":"a job"}',
  ]);
});

test('another page asks who is logged in, and no more, and so does an address of the Alertmanager', () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(new URL(address).pathname);
    return Response.json({ user: null, csrf: '' });
  });
  askAhead(new QueryClient(), place('targets'));
  window.location.hash = '#/alerts';
  askAhead(new QueryClient(), place(''));
  window.location.hash = '';
  expect(asked).toEqual(['/api/gnomon/v1/session', '/api/gnomon/v1/session']);
});
