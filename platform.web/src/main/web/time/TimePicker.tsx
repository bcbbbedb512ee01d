import { Popover, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { dateTime } from '../display/units.ts';
import { Button, IconButton } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import { parseTime, QUICK_RANGES, type RawRange, zoomOut } from './range.ts';
import { spanText } from './spans.ts';
import { offsetText, useTimeZone } from './zone.ts';

const ZoneSettings = lazy(() => import('./ZoneSettings.tsx'));

interface TimePickerProps {
  readonly range: RawRange;
  readonly previous?: RawRange;
  readonly onChange: (range: RawRange) => void;
}

/** Relative ranges in one click, any other as text ("now-2h", "2026-11-22 14:00"). */
export function TimePicker({ range, previous, onChange }: TimePickerProps) {
  const [open, setOpen] = useState(false);
  const zone = useTimeZone();
  const choose = (next: RawRange) => {
    setOpen(false);
    onChange(next);
  };
  return (
    <div className="controls">
      <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus>
        <Popover.Target>
          <Button
            leftSection={<Icon name="clock" size={15} />}
            rightSection={<Icon name="chevron" size={12} />}
            onClick={() => setOpen(!open)}
          >
            {rangeText(range)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className="time-picker">
          <div className="absolute">
            {/* In another zone the same times are written otherwise. */}
            <Absolute key={zone} range={range} onApply={choose} />
            <p className="hint">{`${zone} · ${offsetText(zone, Date.now())}`}</p>
            <Suspense>
              <ZoneSettings />
            </Suspense>
          </div>
          <div className="quick">
            {QUICK_RANGES.map(span => (
              <button
                type="button"
                key={span}
                aria-pressed={range.from === `now-${span}` && range.to === 'now'}
                onClick={() => choose({ from: `now-${span}`, to: 'now' })}
              >
                {rangeText({ from: `now-${span}`, to: 'now' })}
              </button>
            ))}
            {previous && (
              <button type="button" onClick={() => choose(previous)}>
                {t('time.back', { range: rangeText(previous) })}
              </button>
            )}
          </div>
        </Popover.Dropdown>
      </Popover>
      <IconButton icon="zoomOut" label={t('time.zoomOut')} onClick={() => onChange(zoomOut(range))} />
    </div>
  );
}

function Absolute({ range, onApply }: { range: RawRange; onApply: (range: RawRange) => void }) {
  const [from, setFrom] = useState(asInput(range.from));
  const [to, setTo] = useState(asInput(range.to));
  const now = Date.now();
  const start = parseTime(from, now);
  const end = parseTime(to, now, true);
  const problem = start !== undefined && end !== undefined && start >= end ? t('time.order') : undefined;
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        if (start === undefined || end === undefined || problem) return;
        onApply({
          from: from.startsWith('now') ? from : String(start),
          to: to.startsWith('now') ? to : String(end),
        });
      }}
    >
      <TextInput
        size="xs"
        label={t('time.from')}
        value={from}
        onChange={event => setFrom(event.currentTarget.value)}
        error={start === undefined ? t('time.unreadable') : problem}
        data-autofocus
      />
      <TextInput
        size="xs"
        label={t('time.to')}
        value={to}
        onChange={event => setTo(event.currentTarget.value)}
        error={end === undefined ? t('time.unreadable') : undefined}
      />
      <Button type="submit" variant="filled">
        {t('time.apply')}
      </Button>
    </form>
  );
}

function asInput(raw: string): string {
  return /^\d+$/.test(raw) ? dateTime(Number(raw)) : raw;
}

/** "Last 5 minutes", or both ends. */
export function rangeText({ from, to }: RawRange): string {
  const span = from.startsWith('now-') && to === 'now' ? spanText(from.slice(4)) : undefined;
  if (span) return t('time.last', { span });
  return `${asInput(from)} – ${asInput(to)}`;
}
