import { Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { structuredPatch } from 'diff';
import { useMemo, useState } from 'react';
import { gnomon } from '../api/client.ts';
import { dateTime } from '../display/units.ts';
import { Button } from '../shell/controls.tsx';
import { Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import type { Dashboard, DashboardDocument } from './model.ts';

interface Version {
  readonly number: number;
  readonly at: string;
  readonly version: number;
  readonly author: string;
  readonly message: string;
  readonly inForce: boolean;
}

/** What a dashboard was: who changed it, when and why, what is different now; any version can come back. */
export default function VersionsDialog({
  uid,
  document,
  onClose,
}: {
  uid: string;
  document: DashboardDocument;
  onClose: () => void;
}) {
  const path = `dashboards/${encodeURIComponent(uid)}/versions`;
  const queries = useQueryClient();
  const [shown, setShown] = useState<number>();
  const versions = useQuery({
    queryKey: ['dashboard', uid, 'versions'],
    queryFn: ({ signal }) => gnomon.get<Version[]>(path, signal),
  });
  const restore = useMutation({
    mutationFn: (number: number) =>
      gnomon.send('POST', `${path}/${number}/restore`, { version: document.meta.version ?? 0 }),
    onSuccess: (_, number) => {
      toast.done(t('versions.restored', { number }));
      onClose();
    },
    onError: error => toast.failed(error.message),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['dashboard', uid] }),
  });
  return (
    <Modal opened onClose={onClose} title={t('versions.title')} size="xl">
      <Loaded query={versions} failure={t('versions.notLoaded')}>
        {list =>
          list.length === 0 ? (
            <p className="hint">{t('versions.none')}</p>
          ) : (
            <TableBox>
              <table>
                <thead>
                  <tr>
                    <th scope="col" className="number">
                      {t('versions.number')}
                    </th>
                    <th scope="col">{t('history.at')}</th>
                    <th scope="col">{t('versions.author')}</th>
                    <th scope="col">{t('edit.message')}</th>
                    <th scope="col" aria-label={t('plugins.actions')} />
                  </tr>
                </thead>
                <tbody>
                  {list.map(({ number, at, version, author, message, inForce }) => (
                    <tr key={number}>
                      <td className="number">{number}</td>
                      <td className="nowrap">{dateTime(Date.parse(at))}</td>
                      <td>{author || t('versions.byHand')}</td>
                      <td>
                        {message} {!inForce && <span className="chip">{t('versions.tooLate')}</span>}
                        {version === document.meta.version && (
                          <span className="chip">{t('versions.current')}</span>
                        )}
                      </td>
                      <td>
                        <div className="controls end">
                          <Button
                            aria-expanded={shown === number}
                            onClick={() => setShown(shown === number ? undefined : number)}
                          >
                            {t('versions.compare')}
                          </Button>
                          {version !== document.meta.version && (
                            <Button
                              disabled={!document.meta.canSave}
                              loading={restore.isPending && restore.variables === number}
                              onClick={() => restore.mutate(number)}
                            >
                              {t('versions.restore')}
                            </Button>
                          )}
                        </div>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableBox>
          )
        }
      </Loaded>
      {shown !== undefined && <Difference path={`${path}/${shown}`} now={document.dashboard} />}
    </Modal>
  );
}

/** Lines that are different between a version and the dashboard as it is now. */
function Difference({ path, now }: { path: string; now: Dashboard }) {
  const version = useQuery({
    queryKey: ['dashboard version', path],
    queryFn: async ({ signal }) => (await gnomon.get<{ dashboard: Dashboard }>(path, signal)).dashboard,
  });
  const hunks = useMemo(() => {
    if (!version.data) return [];
    const text = (dashboard: Dashboard) => JSON.stringify(dashboard, undefined, 2);
    return structuredPatch('', '', text(version.data), text(now), '', '', { context: 3 }).hunks;
  }, [version.data, now]);
  return (
    <Loaded query={version} failure={t('versions.notLoaded')}>
      {() =>
        hunks.length === 0 ? (
          <p className="hint">{t('versions.same')}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled to by keyboard
          <pre className="difference" tabIndex={0}>
            {hunks.flatMap((hunk, h) =>
              [`@@ ${hunk.oldStart} → ${hunk.newStart}`, ...hunk.lines].map((line, i) => (
                <span
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
                  key={`${h} ${i}`}
                  className={line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : ''}
                >
                  {`${line}\n`}
                </span>
              )),
            )}
          </pre>
        )
      }
    </Loaded>
  );
}
