import { TextInput } from '@mantine/core';
import { type ClipboardEvent, useRef, useState } from 'react';
import { Button, IconButton } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { parseTime, type RawRange, rawTime } from './range.ts';
import { copyRange, pastedRange, readRange } from './rangeClipboard.ts';
import { asInput } from './rangeText.ts';
import { shownAt } from './zone.ts';

/** Both ends of a range as text, each with a calendar; a range that is pasted into one of them fills both. */
export function AbsoluteRange({ range, onApply }: { range: RawRange; onApply: (range: RawRange) => void }) {
  const [from, setFrom] = useState(asInput(range.from));
  const [to, setTo] = useState(asInput(range.to));
  const now = Date.now();
  const start = parseTime(from, now);
  const end = parseTime(to, now, true);
  const problem = start !== undefined && end !== undefined && start >= end ? t('time.order') : undefined;
  const fill = (pasted: RawRange | undefined) => {
    if (!pasted) return;
    setFrom(asInput(pasted.from));
    setTo(asInput(pasted.to));
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = readRange(event.clipboardData.getData('text'));
    if (pasted) event.preventDefault();
    fill(pasted);
  };
  return (
    <form
      onPaste={paste}
      onSubmit={event => {
        event.preventDefault();
        const raw = { from: rawTime(from, now), to: rawTime(to, now, true) };
        if (raw.from !== undefined && raw.to !== undefined && !problem)
          onApply({ from: raw.from, to: raw.to });
      }}
    >
      <TimeField
        label={t('time.from')}
        value={from}
        onChange={setFrom}
        ms={start}
        error={start === undefined ? t('time.unreadable') : problem}
        focused
      />
      <TimeField
        label={t('time.to')}
        value={to}
        onChange={setTo}
        ms={end}
        error={end === undefined ? t('time.unreadable') : undefined}
      />
      <div className="controls">
        <Button type="submit" variant="filled">
          {t('time.apply')}
        </Button>
        <IconButton icon="copy" label={t('time.copy')} onClick={() => void copyRange(range)} />
        <IconButton icon="paste" label={t('time.paste')} onClick={() => void pastedRange().then(fill)} />
      </div>
    </form>
  );
}

/** A moment as text, or chosen in the calendar that the browser has for such fields. */
function TimeField({
  label,
  value,
  onChange,
  ms,
  error,
  focused = false,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** What the text means; undefined when it means nothing. */
  ms: number | undefined;
  error: string | undefined;
  focused?: boolean;
}) {
  const calendar = useRef<HTMLInputElement>(null);
  return (
    <div className="time-field">
      <TextInput
        size="xs"
        label={label}
        value={value}
        onChange={event => onChange(event.currentTarget.value)}
        error={error}
        data-autofocus={focused || undefined}
        rightSection={
          <IconButton
            icon="calendar"
            label={t('time.calendar', { end: label })}
            onClick={() => calendar.current?.showPicker()}
          />
        }
      />
      <input
        ref={calendar}
        type="datetime-local"
        tabIndex={-1}
        aria-hidden="true"
        value={ms === undefined ? '' : shownAt(ms).toISOString().slice(0, 16)}
        onChange={event => {
          const { value: chosen } = event.currentTarget;
          if (chosen) onChange(chosen.replace('T', ' '));
        }}
      />
    </div>
  );
}
