import { useEffect } from 'react';
import { go, usePlace } from '../router.ts';
import { t } from '../texts/t.ts';
import { Button } from './controls.tsx';
import { ownPlace } from './peerAddresses.ts';
import { Empty, Loading } from './states.tsx';

/** Leads an address of Prometheus, Alertmanager or Grafana to the page that does its work here. */
export default function PeerAddress() {
  const { path, parameters } = usePlace();
  const own = ownPlace(path, parameters, window.location.hash);
  useEffect(() => {
    if (own) go(own.path, own.parameters, true);
  });
  if (own) return <Loading />;
  return (
    <Empty
      title={t('state.notFound')}
      text={t('state.notFoundHint')}
      action={<Button onClick={() => go('')}>{t('state.toHome')}</Button>}
    />
  );
}
