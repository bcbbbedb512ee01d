import { useQuery } from '@tanstack/react-query';
import { Fragment, lazy, Suspense, useState } from 'react';
import { url } from '../api/base.ts';
import { gnomon } from '../api/client.ts';
import { useMay } from '../api/queries.ts';
import { Button } from '../shell/controls.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { Collectors } from './Collectors.tsx';
import { counts, type Exporter } from './exporters.ts';

const SettingsDialog = lazy(() => import('./SettingsDialog.tsx'));
const REFRESH_MS = 5_000;

/** The exporters of this server: how they and their collectors do, their switches and settings. */
export default function ExporterList() {
  const admin = useMay('admin');
  const query = useQuery({
    queryKey: ['exporters'],
    queryFn: ({ signal }) => gnomon.get<Exporter[]>('exporters', signal),
    refetchInterval: REFRESH_MS,
  });
  return (
    <>
      <div className="toolbar">
        <span className="hint">{t(admin ? 'exporters.hint' : 'exporters.adminHint')}</span>
      </div>
      <Loaded query={query} failure={t('exporters.notLoaded')}>
        {list =>
          list.length === 0 ? (
            <Empty title={t('exporters.none')} text={t('exporters.noneHint')} />
          ) : (
            <ExporterTable exporters={list} admin={admin} />
          )
        }
      </Loaded>
    </>
  );
}

function ExporterTable({ exporters, admin }: { exporters: readonly Exporter[]; admin: boolean }) {
  const [chosen, setOpen] = useState<string>();
  const [editing, setEditing] = useState<Exporter>();
  const open = chosen ?? exporters.find(e => e.scraped && e.collectors.length > 0)?.name ?? '';
  return (
    <>
      <TableBox>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('exporters.exporter')}</th>
              <th scope="col">{t('plugins.state')}</th>
              <th scope="col">{t('exporters.collectors')}</th>
              <th scope="col">{t('exporters.settings')}</th>
              <th scope="col" aria-label={t('plugins.actions')} />
            </tr>
          </thead>
          <tbody>
            {exporters.map(exporter => (
              <Fragment key={exporter.name}>
                <tr>
                  <td>
                    {exporter.collectors.length > 0 ? (
                      <button
                        type="button"
                        className="plain"
                        aria-expanded={open === exporter.name}
                        onClick={() => setOpen(open === exporter.name ? '' : exporter.name)}
                      >
                        {exporter.name}
                      </button>
                    ) : (
                      exporter.name
                    )}
                    <div className="hint">
                      {exporter.program} {exporter.version}
                    </div>
                  </td>
                  <td>
                    <State exporter={exporter} />
                  </td>
                  <td>
                    <Counted exporter={exporter} />
                  </td>
                  <td>{t(`exporters.from.${exporter.settings}`)}</td>
                  <td>
                    <div className="controls end">
                      <a className="strong" href={url(`exporters/${encodeURIComponent(exporter.name)}/`)}>
                        {t('exporters.pages')}
                      </a>
                      {exporter.configurable && (
                        <Button disabled={!admin} onClick={() => setEditing(exporter)}>
                          {t('exporters.settings')}
                        </Button>
                      )}
                    </div>
                  </td>
                </tr>
                {open === exporter.name && exporter.collectors.length > 0 && (
                  <tr>
                    <td colSpan={5}>
                      <Collectors exporter={exporter} admin={admin} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </TableBox>
      {editing && (
        <Suspense>
          <SettingsDialog exporter={editing.name} onClose={() => setEditing(undefined)} />
        </Suspense>
      )}
    </>
  );
}

function State({ exporter }: { exporter: Exporter }) {
  const unreached = exporter.connections.some(run => run.result === 'failed');
  if (exporter.error)
    return (
      <>
        <span className="health bad">{t('exporters.broken')}</span>
        <div className="problem">{exporter.error}</div>
      </>
    );
  if (unreached) return <span className="health bad">{t('exporters.unreached')}</span>;
  return exporter.scraped ? (
    <span className="health good">{t('exporters.scraped')}</span>
  ) : (
    <span className="health idle">{t('exporters.notScraped')}</span>
  );
}

function Counted({ exporter }: { exporter: Exporter }) {
  const { on, failing, all } = counts(exporter);
  if (all === 0) return null;
  return (
    <>
      {t('exporters.on', { on, all })}
      {failing > 0 && <div className="problem">{t('exporters.failing', { failing })}</div>}
    </>
  );
}
