import { Modal, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { gnomon } from '../api/client.ts';
import { useDashboards } from '../api/queries.ts';
import { added, allPanels, withPanel } from '../dashboard/edit.ts';
import { type DashboardDocument, uidOf } from '../dashboard/model.ts';
import { go } from '../router.ts';
import { Button } from '../shell/controls.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';

const NEW = '';

/** Puts the expression as a panel onto a dashboard, or onto a new one, and opens it. */
export default function AddToDashboard({
  expression,
  table,
  onClose,
}: {
  expression: string;
  /** The answer was looked at as a table. */
  table: boolean;
  onClose: () => void;
}) {
  const dashboards = useDashboards().data ?? [];
  const [uid, setUid] = useState(NEW);
  const [name, setName] = useState('');
  const [title, setTitle] = useState(expression.slice(0, 60));
  const save = useMutation({
    mutationFn: async () => {
      const target = uid || uidOf(name, new Set(dashboards.map(dashboard => dashboard.uid)));
      const path = `dashboards/${encodeURIComponent(target)}`;
      const { dashboard, meta }: DashboardDocument = uid
        ? await gnomon.get(path)
        : { dashboard: { uid: target, title: name, panels: [] }, meta: {} };
      await gnomon.send('PUT', path, {
        dashboard: withQuery(dashboard, expression, title, table),
        version: meta.version ?? 0,
        message: t('explore.message', { title }),
      });
      return target;
    },
    onSuccess: target => go(`d/${encodeURIComponent(target)}`),
    onError: error => toast.failed(error.message),
  });
  return (
    <Modal opened onClose={onClose} title={t('explore.add')}>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Select
          label={t('explore.dashboard')}
          searchable
          allowDeselect={false}
          data={[
            { value: NEW, label: t('dashboards.new') },
            ...dashboards
              .filter(({ canSave }) => canSave)
              .map(({ uid: value, title: label }) => ({ value, label })),
          ]}
          value={uid}
          onChange={value => setUid(value ?? NEW)}
        />
        {uid === NEW && (
          <TextInput
            label={t('explore.newTitle')}
            withAsterisk
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t('edit.title')}
          value={title}
          onChange={event => setTitle(event.currentTarget.value)}
        />
        <div className="controls end">
          <Button onClick={onClose}>{t('form.close')}</Button>
          <Button type="submit" variant="filled" disabled={!uid && !name.trim()} loading={save.isPending}>
            {t('edit.add')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** The dashboard with one panel more, which asks this. */
function withQuery(
  dashboard: DashboardDocument['dashboard'],
  expr: string,
  title: string,
  table: boolean,
): DashboardDocument['dashboard'] {
  const [next, id] = added(dashboard, table ? 'table' : 'timeseries', title);
  const panel = allPanels(next).find(each => each.id === id);
  if (!panel) return next;
  const target = { refId: 'A', expr, ...(table && { format: 'table', instant: true }) };
  return withPanel(next, { ...panel, targets: [target] });
}
