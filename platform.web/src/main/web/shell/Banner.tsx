import type { ReactNode } from 'react';

export type Tone = 'good' | 'info' | 'warn' | 'bad';

/** Something to be read before going on. */
export function Banner({ tone, title, children }: { tone: Tone; title?: string; children: ReactNode }) {
  return (
    <div className={`banner ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {title && <strong>{title}</strong>}
      {children}
    </div>
  );
}
