import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useLibraryPanels, usePanelTypes } from '../api/queries.ts';
import type { LibraryPanel } from '../api/types.ts';
import { SharedCursor } from '../panels/host.ts';
import { go } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import type { RawRange } from '../time/range.ts';
import type { Mark } from './annotations.ts';
import { GridPanel } from './DashboardGrid.tsx';
import { asked } from './edit.ts';
import { modelOf } from './library.ts';
import { filling } from './links.ts';
import PanelEditor from './PanelEditor.tsx';
import { useRunner } from './useRunner.ts';

const UNMARKED: readonly Mark[] = [];
const BACK = 'dashboards/library';
const NO_VARIABLES = {};
const PLACE = { id: 1, gridPos: { x: 0, y: 0, w: 24, h: 1 } };

/** Edits a panel of the library; all dashboards that use it show it as soon as it is saved. */
export default function LibraryEditor({ uid }: { uid: string }) {
  const library = useLibraryPanels();
  return (
    <Loaded query={library} failure={t('library.notLoaded')}>
      {panels => {
        const panel = panels.find(each => each.uid === uid);
        return panel ? (
          <Editor key={panel.version} saved={panel} />
        ) : (
          <Empty
            title={t('library.gone')}
            text={t('library.noneHint')}
            action={<Button onClick={() => go(BACK)}>{t('library.title')}</Button>}
          />
        );
      }}
    </Loaded>
  );
}

function Editor({ saved }: { saved: LibraryPanel }) {
  const queries = useQueryClient();
  const types = usePanelTypes();
  const cursor = useMemo(() => new SharedCursor(), []);
  const [model, setModel] = useState(saved.model);
  const panel = { ...model, ...PLACE };
  const [range, setRange] = useState<RawRange>({ from: 'now-1h', to: 'now' });
  const dashboard = { panels: [panel] };
  const question = asked(dashboard);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names and looks change no answer
  const target = useMemo(() => ({ inline: dashboard }), [question]);
  const { runner, state } = useRunner(target, NO_VARIABLES, range, '');
  const texts = useMemo(() => filling({ values: NO_VARIABLES, range }), [range]);
  const save = async () => {
    try {
      await gnomon.send('PUT', `library-panels/${saved.uid}`, {
        name: saved.name,
        model,
        version: saved.version,
      });
      toast.done(t('sources.saved', { name: saved.name }));
      go(BACK);
    } catch (e) {
      toast.failed((e as Error).message);
    }
    void queries.invalidateQueries({ queryKey: ['library-panels'] });
  };
  return (
    <PanelEditor
      panel={panel}
      variables={[]}
      types={types}
      onChange={changed => setModel(modelOf(changed))}
      onClose={() => go(BACK)}
      onSave={() => void save()}
      preview={onFrames => (
        <GridPanel
          dashboard={dashboard}
          panel={panel}
          id={1}
          viewed={1}
          types={types}
          runner={runner}
          begun={state.begun}
          range={range}
          cursor={cursor}
          fillingOf={() => texts}
          marksOf={() => UNMARKED}
          onTimeRange={(from, to) => setRange({ from, to })}
          onView={() => {}}
          onFrames={onFrames}
          edit
          onLook={(_, look) => setModel({ ...model, ...look })}
        />
      )}
    />
  );
}
