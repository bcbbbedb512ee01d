import { t } from '../texts/t.ts';
import type { Silence } from './types.ts';

const LOOK = { active: 'good', pending: 'warn', expired: 'idle' } as const;

/** Whether a silence counts, will count or is over. */
export function SilenceState({ state }: { state: Silence['status']['state'] }) {
  return <span className={`health ${LOOK[state]}`}>{t(`silences.state.${state}`)}</span>;
}
