import { Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLibraryPanels } from '../api/queries.ts';
import type { LibraryPanel } from '../api/types.ts';
import { Button } from '../shell/controls.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { TableBox } from '../shell/TableBox.tsx';
import { matchesWords } from '../shell/words.ts';
import { t } from '../texts/t.ts';

/** Chooses a panel of the library for a dashboard. */
export default function LibraryDialog({
  onChoose,
  onClose,
}: {
  onChoose: (panel: LibraryPanel) => void;
  onClose: () => void;
}) {
  const library = useLibraryPanels();
  const [filter, setFilter] = useState('');
  return (
    <Modal opened onClose={onClose} title={t('library.title')} size="lg">
      <div className="form">
        <TextInput
          aria-label={t('library.filter')}
          placeholder={t('library.filter')}
          value={filter}
          data-autofocus
          onChange={event => setFilter(event.currentTarget.value)}
        />
        <Loaded query={library} failure={t('library.notLoaded')}>
          {panels =>
            panels.length === 0 ? (
              <Empty title={t('library.none')} text={t('library.noneHint')} />
            ) : (
              <TableBox>
                <table>
                  <tbody>
                    {panels
                      .filter(({ name, model }) => matchesWords(filter, [name, model.type]))
                      .map(panel => (
                        <tr key={panel.uid}>
                          <td className="strong">{panel.name}</td>
                          <td>{panel.model.type}</td>
                          <td>
                            <div className="controls end">
                              <Button onClick={() => onChoose(panel)}>
                                {t('library.use', { name: panel.name })}
                              </Button>
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
      </div>
    </Modal>
  );
}
