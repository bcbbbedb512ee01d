import { Fragment, type ReactNode } from 'react';

/** Names and values below each other, without those that have no value. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value || value === 0)
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd className="break">{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
