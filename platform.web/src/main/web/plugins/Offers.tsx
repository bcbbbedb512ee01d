import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { gnomon } from '../api/client.ts';
import { useMay } from '../api/queries.ts';
import type { Offer, PluginEntry } from '../api/types.ts';
import { Button } from '../shell/controls.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';

/** Whether a plugin carries dashboards or rule files for who wants them. */
export function hasOffers(plugin: PluginEntry): boolean {
  return plugin.state === 'active' && Object.keys(plugin.integrity).some(path => path.startsWith('offers/'));
}

/** The dashboards and rule files that a plugin carries; taken over they are the user's. */
export function Offers({ plugin }: { plugin: PluginEntry }) {
  const queries = useQueryClient();
  const editor = useMay('editor');
  const offers = useQuery({
    queryKey: ['offers'],
    queryFn: ({ signal }) => gnomon.get<Offer[]>('offers', signal),
  });
  const take = useMutation({
    mutationFn: ({ path, state }: Offer) =>
      gnomon.send('POST', 'offers/take', { plugin: plugin.id, path, overwrite: state === 'different' }),
    onSuccess: (_, offer) => toast.done(t('offers.done', { name: offer.title })),
    onError: error => toast.failed(error.message),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['offers'] });
      void queries.invalidateQueries({ queryKey: ['dashboards'] });
    },
  });
  const own = offers.data?.filter(offer => offer.plugin === plugin.id) ?? [];
  return (
    <table aria-label={t('offers.title')}>
      <tbody>
        {own.map(offer => (
          <tr key={offer.path}>
            <td>{t(`offers.${offer.kind}`)}</td>
            <td>{offer.title}</td>
            <td className="hint">{t(`offers.${offer.state}`)}</td>
            <td>
              {offer.state !== 'taken' && (
                <Button
                  disabled={!editor}
                  loading={take.isPending && take.variables.path === offer.path}
                  onClick={() => take.mutate(offer)}
                >
                  {t(offer.state === 'new' ? 'offers.take' : 'offers.replace')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
