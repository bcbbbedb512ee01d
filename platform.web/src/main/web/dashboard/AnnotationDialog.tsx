import { Modal, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSend } from '../api/useSend.ts';
import { dateTime } from '../display/units.ts';
import { Button, IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { parseTime } from '../time/range.ts';
import type { Mark } from './annotations.ts';

/** A time that was pointed out on a panel; with an id an annotation there. */
export interface Pointed {
  readonly panelId: number;
  readonly time: number;
  readonly timeEnd?: number;
  readonly id?: string;
}

interface Fields {
  readonly id?: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly tags: readonly string[];
}

/** Writes an annotation down, changes and deletes one; below it those that the panel shows. */
export default function AnnotationDialog({
  uid,
  pointed,
  marks,
  onClose,
  onChanged,
}: {
  uid: string;
  pointed: Pointed;
  marks: readonly Mark[];
  onClose: () => void;
  onChanged: () => void;
}) {
  const given = marks.find(mark => mark.id !== undefined && mark.id === pointed.id);
  const [fields, setFields] = useState<Fields>(
    given ? fieldsOf(given) : { ...timesOf(pointed), text: '', tags: [] },
  );
  const set = (changed: Partial<Fields>) => setFields(before => ({ ...before, ...changed }));
  const send = useSend('annotations');
  const now = Date.now();
  const time = parseTime(fields.from, now);
  const end = fields.to.trim() ? parseTime(fields.to, now, true) : time;
  const order = time !== undefined && end !== undefined && end < time;
  const ready =
    time !== undefined &&
    end !== undefined &&
    !order &&
    (fields.text.trim() !== '' || fields.tags.length > 0);

  const after = {
    onSuccess: () => {
      onChanged();
      onClose();
    },
  };
  const save = () => {
    const body = { time, timeEnd: end, text: fields.text, tags: fields.tags };
    if (fields.id) send.mutate({ method: 'PUT', path: `annotations/${fields.id}`, body }, after);
    else {
      const place = { dashboardUID: uid, panelId: Math.max(0, pointed.panelId) };
      send.mutate({ method: 'POST', path: 'annotations', body: { ...body, ...place } }, after);
    }
  };
  const remove = (id: string) => send.mutate({ method: 'DELETE', path: `annotations/${id}` }, after);

  return (
    <Modal opened onClose={onClose} title={t(fields.id ? 'annotation.change' : 'annotation.add')} size="lg">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          if (ready) save();
        }}
      >
        <div className="fields">
          <TextInput
            label={t('annotation.time')}
            value={fields.from}
            error={time === undefined ? t('time.unreadable') : undefined}
            onChange={event => set({ from: event.currentTarget.value })}
          />
          <TextInput
            label={t('annotation.end')}
            placeholder={t('annotation.moment')}
            value={fields.to}
            error={end === undefined ? t('time.unreadable') : order ? t('time.order') : undefined}
            onChange={event => set({ to: event.currentTarget.value })}
          />
        </div>
        <Textarea
          label={t('annotation.text')}
          autosize
          minRows={2}
          data-autofocus
          value={fields.text}
          onChange={event => set({ text: event.currentTarget.value })}
        />
        <TagsInput label={t('dashboards.tags')} value={[...fields.tags]} onChange={tags => set({ tags })} />
        <div className="controls end">
          {fields.id && (
            <Button onClick={() => remove(fields.id as string)} disabled={send.isPending}>
              {t('annotation.delete')}
            </Button>
          )}
          <Button type="submit" variant="filled" disabled={send.isPending || !ready}>
            {t('annotation.save')}
          </Button>
        </div>
      </form>
      {marks.length > 0 && (
        <ul className="mark-list" aria-label={t('annotation.inPanel')}>
          {[...marks]
            .sort((a, b) => a.time - b.time)
            .map((mark, index) => (
              <li key={mark.id ?? `${mark.query} ${mark.time} ${index}`}>
                <span className="time">{dateTime(mark.time)}</span>
                <span className="what">
                  {[mark.title, mark.text].filter(part => part).join(': ')}
                  {mark.tags?.map(tag => (
                    <span className="chip" key={tag}>
                      {tag}
                    </span>
                  ))}
                </span>
                {mark.id !== undefined && (
                  <IconButton
                    icon="edit"
                    label={t('annotation.change')}
                    onClick={() => setFields(fieldsOf(mark))}
                  />
                )}
              </li>
            ))}
        </ul>
      )}
    </Modal>
  );
}

function fieldsOf(mark: Mark): Fields {
  return {
    ...(mark.id !== undefined && { id: mark.id }),
    ...timesOf(mark),
    text: mark.text ?? '',
    tags: mark.tags ?? [],
  };
}

function timesOf({ time, timeEnd }: { time: number; timeEnd?: number }): { from: string; to: string } {
  return { from: dateTime(time), to: timeEnd === undefined ? '' : dateTime(timeEnd) };
}
