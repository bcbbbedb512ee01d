import { useMay } from '../api/queries.ts';
import { go } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { t } from '../texts/t.ts';
import { type FileKind, useFiles } from './files.ts';

/** Files that the page writes, and those that are kept by hand. */
export function FileList() {
  const editor = useMay('editor');
  const admin = useMay('admin');
  return (
    <>
      <Files kind="rules" readable writable={editor} />
      <Files kind="alerting" readable={admin} writable={admin} />
    </>
  );
}

function Files({ kind, readable, writable }: { kind: FileKind; readable: boolean; writable: boolean }) {
  const files = useFiles(kind, readable);
  return (
    <section>
      <h2 className="section-title">
        {t(`files.${kind}`)}
        <Button disabled={!writable} onClick={() => go('alerts/file', { kind })}>
          {t('files.new')}
        </Button>
      </h2>
      <p className="hint">{t(`files.${kind}Hint`)}</p>
      {!readable ? (
        <p className="hint">{t('login.needed')}</p>
      ) : (
        <Loaded query={files} failure={t('files.notLoaded')}>
          {list =>
            list.length === 0 ? (
              <Empty title={t('files.none')} text={t('files.noneHint')} />
            ) : (
              <TableBox>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{t('sources.name')}</th>
                      <th scope="col">{t('files.path')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {list.map(({ name, file, readOnly }) => (
                      <tr key={file}>
                        <td>
                          <PageLink
                            className="strong"
                            path="alerts/file"
                            parameters={{ kind, name, ...(readOnly && { kept: file }) }}
                          >
                            {name}
                          </PageLink>{' '}
                          {readOnly && <span className="chip">{t('files.readOnly')}</span>}
                        </td>
                        <td className="mono break">{file}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableBox>
            )
          }
        </Loaded>
      )}
    </section>
  );
}
