import type { Labels } from '@gnomon/plugin-api';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { alertmanager, gnomon, prometheus } from '../api/client.ts';
import { alertsOfGroups } from './rules.ts';
import type {
  Acknowledgement,
  AlertEvent,
  InhibitionRule,
  NotifiedAlert,
  NotifiedGroup,
  Receiver,
  RecurringSilence,
  RuleGroup,
  Silence,
} from './types.ts';

const REFRESH_MS = 5_000;
/** A long list is work for the server and the browser. */
const REFRESH_LONG_MS = 15_000;
const LONG = 1_000;

/** Rule groups with their alerts, looked at again every five seconds. */
export function useRuleGroups() {
  return useQuery({
    queryKey: ['alerting', 'rules'],
    queryFn: async ({ signal }) =>
      (await prometheus<{ groups: RuleGroup[] }>('rules', {}, signal)).data.groups,
    refetchInterval: REFRESH_MS,
  });
}

/**
 * Alerts that fire and have come to the Alertmanager, from this server's rules or from elsewhere. Its groups are asked
 * for, because only they tell what a time interval mutes.
 */
export function useNotifiedAlerts() {
  return useQuery({
    queryKey: ['alerting', 'alerts'],
    queryFn: async ({ signal }) =>
      alertsOfGroups(await alertmanager.get<NotifiedGroup[]>('alerts/groups', signal)),
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) > LONG ? REFRESH_LONG_MS : REFRESH_MS),
  });
}

export function useAcknowledgements() {
  return useQuery({
    queryKey: ['alerting', 'acknowledgements'],
    queryFn: ({ signal }) => gnomon.get<Acknowledgement[]>('alerting/acknowledgements', signal),
    refetchInterval: REFRESH_MS,
  });
}

export function useSilences() {
  return useQuery({
    queryKey: ['alerting', 'silences'],
    queryFn: ({ signal }) => alertmanager.get<Silence[]>('silences', signal),
    refetchInterval: REFRESH_MS,
  });
}

export function useRecurringSilences() {
  return useQuery({
    queryKey: ['alerting', 'recurring'],
    queryFn: ({ signal }) => gnomon.get<RecurringSilence[]>('silences', signal),
  });
}

export function useInhibitions() {
  return useQuery({
    queryKey: ['alerting', 'inhibitions'],
    queryFn: ({ signal }) => gnomon.get<InhibitionRule[]>('alerting/inhibitions', signal),
    refetchInterval: REFRESH_MS,
  });
}

/** Alerts that matchers such as `job="node"` cover now, suppressed ones too. */
export function useCovered(matchers: readonly string[]) {
  return useQuery({
    queryKey: ['alerting', 'covered', matchers],
    queryFn: ({ signal }) => {
      const filter = new URLSearchParams(matchers.map(matcher => ['filter', matcher]));
      return alertmanager.get<NotifiedAlert[]>(`alerts?${filter}`, signal);
    },
    enabled: matchers.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Who would get an alert with these labels: numbers of routes and names of receivers. */
export function routesTest(labels: Labels | undefined) {
  return {
    queryKey: ['alerting', 'routes', labels],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      gnomon.send<{ routes: number[]; receivers: string[] }>(
        'POST',
        'alerting/routes/test',
        { labels },
        signal,
      ),
    enabled: labels !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  } as const;
}

/** The receivers in force. */
export const RECEIVERS = {
  queryKey: ['alerting', 'receivers'],
  queryFn: ({ signal }: { signal: AbortSignal }) => gnomon.get<Receiver[]>('alerting/receivers', signal),
} as const;

/** A page of what happened, newest first; `parameters` as `alerting/history` takes them. */
export function readHistory(parameters: URLSearchParams, signal: AbortSignal) {
  return gnomon.get<{ events: AlertEvent[]; next?: string }>(`alerting/history?${parameters}`, signal);
}

/** Makes everything about alerts be read again. */
export function useReloadAlerting(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['alerting'] });
}
