import { useMutation, useQuery } from '@tanstack/react-query';
import { gnomon } from '../api/client.ts';
import { useMay, usePlugins, useSession } from '../api/queries.ts';
import type { PluginEntry } from '../api/types.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { Empty, Loaded, Loading } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { kindText } from './states.ts';

interface Offered {
  readonly sha256: string;
  readonly file: string;
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly kinds: readonly string[];
  readonly publisher: string;
  readonly installedVersion: string;
  readonly standing: 'new' | 'update' | 'installed' | 'older';
}
interface Offers {
  readonly folder: string;
  readonly plugins: readonly Offered[];
  readonly problems: readonly string[];
}

const LOOKS = { new: 'idle', update: 'warn', installed: 'good', older: 'idle' } as const;

/** The plugins of the server's catalogue folder; one that is taken waits for its confirmation as an upload does. */
export function Catalogue({ onTaken }: { onTaken: (plugin: PluginEntry) => void }) {
  const session = useSession();
  const admin = useMay('admin');
  if (session.isPending) return <Loading />;
  return admin ? (
    <Folder onTaken={onTaken} />
  ) : (
    <Empty title={t('catalogue.forAdmins')} text={t('login.needed')} />
  );
}

function Folder({ onTaken }: { onTaken: (plugin: PluginEntry) => void }) {
  // What is installed changes how the jars of the folder stand to it.
  const changed = usePlugins().dataUpdatedAt;
  const query = useQuery({
    queryKey: ['plugins', 'catalogue', changed],
    queryFn: ({ signal }) => gnomon.get<Offers>('plugins/catalogue', signal),
    placeholderData: previous => previous,
  });
  const take = useMutation({
    mutationFn: ({ sha256 }: Offered) => gnomon.send<PluginEntry>('POST', 'plugins/catalogue', { sha256 }),
    onSuccess: onTaken,
    onError: error => toast.failed(error.message),
  });
  return (
    <Loaded query={query} failure={t('catalogue.notLoaded')}>
      {({ folder, plugins, problems }) => (
        <>
          {problems.map(problem => (
            <Banner key={problem} tone="warn">
              {problem}
            </Banner>
          ))}
          {folder === '' && <Empty title={t('catalogue.absent')} text={t('catalogue.absentHint')} />}
          {folder !== '' && plugins.length === 0 && (
            <Empty title={t('catalogue.empty')} text={t('catalogue.emptyHint', { folder })} />
          )}
          {plugins.length > 0 && (
            <>
              <p className="subtitle">{t('catalogue.folder', { folder })}</p>
              <Plugins plugins={plugins} taking={take} />
            </>
          )}
        </>
      )}
    </Loaded>
  );
}

interface Taking {
  readonly isPending: boolean;
  readonly variables: Offered | undefined;
  readonly mutate: (plugin: Offered) => void;
}

function Plugins({ plugins, taking }: { plugins: readonly Offered[]; taking: Taking }) {
  return (
    <TableBox>
      <table>
        <caption className="visually-hidden">{t('plugins.tab.catalogue')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('plugins.name')}</th>
            <th scope="col">{t('plugins.kind')}</th>
            <th scope="col">{t('plugins.version')}</th>
            <th scope="col">{t('catalogue.there')}</th>
            <th scope="col">{t('plugins.state')}</th>
            <th scope="col" aria-label={t('plugins.actions')} />
          </tr>
        </thead>
        <tbody>
          {plugins.map(plugin => (
            <tr key={plugin.file}>
              <td className="sentence">
                <strong>{plugin.name}</strong>
                <div className="hint">{plugin.description || plugin.id}</div>
              </td>
              <td>
                {plugin.kinds.map(kind => (
                  <span className="chip" key={kind}>
                    {kindText(kind)}
                  </span>
                ))}
              </td>
              <td className="mono">{plugin.version}</td>
              <td className="mono">{plugin.installedVersion || '–'}</td>
              <td>
                <span className={`health ${LOOKS[plugin.standing]}`}>
                  {t(`catalogue.${plugin.standing}`)}
                </span>
              </td>
              <td>
                <div className="controls end">
                  {plugin.standing !== 'installed' && (
                    <Button
                      variant={plugin.standing === 'older' ? 'default' : 'filled'}
                      loading={taking.isPending && taking.variables?.file === plugin.file}
                      onClick={() => taking.mutate(plugin)}
                    >
                      {t(plugin.standing === 'update' ? 'catalogue.doUpdate' : 'catalogue.install')}
                    </Button>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}
