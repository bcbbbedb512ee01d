import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type PanelType, panelTypes } from '../panels/registry.ts';
import { gnomon, setCsrfToken } from './client.ts';
import type { DashboardEntry, DataSource, LibraryPanel, PluginEntry, Session } from './types.ts';

/** Who is logged in; its token is put on all later calls. */
export const SESSION = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const session = await gnomon.get<Session>('session', signal);
    setCsrfToken(session.csrf);
    return session;
  },
  staleTime: 60_000,
});

export function useSession() {
  return useQuery(SESSION);
}

export const PLUGINS = queryOptions({
  queryKey: ['plugins'],
  queryFn: ({ signal }) => gnomon.get<PluginEntry[]>('plugins', signal),
});

export function usePlugins() {
  return useQuery(PLUGINS);
}

export function useDashboards(enabled = true) {
  return useQuery({
    queryKey: ['dashboards'],
    queryFn: ({ signal }) => gnomon.get<DashboardEntry[]>('dashboards', signal),
    enabled,
  });
}

/** The panels that dashboards share. */
export function useLibraryPanels(enabled = true) {
  return useQuery({
    queryKey: ['library-panels'],
    queryFn: ({ signal }) => gnomon.get<LibraryPanel[]>('library-panels', signal),
    enabled,
  });
}

/** The data sources; their settings are there for administrators only. */
export function sourcesQuery(session: Session | undefined) {
  return queryOptions({
    queryKey: ['datasources', may(session, 'admin')],
    queryFn: ({ signal }) => gnomon.get<DataSource[]>('datasources', signal),
  });
}

export function useDataSources(enabled = true) {
  const session = useSession().data;
  return useQuery({ ...sourcesQuery(session), enabled });
}

/** The installed panel types; undefined until the list of plugins is there. */
export function usePanelTypes(): ReadonlyMap<string, PanelType> | undefined {
  const plugins = usePlugins().data;
  return useMemo(() => plugins && panelTypes(plugins), [plugins]);
}

/** May the user change what this role guards? */
export function useMay(role: Role): boolean {
  return may(useSession().data, role);
}

type Role = NonNullable<Session['user']>['role'];

function may(session: Session | undefined, role: Role): boolean {
  const order = ['viewer', 'editor', 'admin'];
  const own = session?.user?.role;
  return own !== undefined && order.indexOf(own) >= order.indexOf(role);
}
