import { Popover, TextInput } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Button } from '../shell/controls.tsx';
import { t } from '../texts/t.ts';
import { parseTime, QUICK_RANGES, type RawRange } from './range.ts';
import { asInput, rangeText } from './rangeText.ts';
import { offsetText, useTimeZone } from './zone.ts';

const ZoneSettings = lazy(() => import('./ZoneSettings.tsx'));

interface TimeRangesProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  /** Opens it. */
  readonly button: ReactNode;
  readonly range: RawRange;
  readonly previous: RawRange | undefined;
  readonly onChange: (range: RawRange) => void;
}

/** What can be chosen as a time range, below the button. */
export default function TimeRanges({ open, onOpen, button, range, previous, onChange }: TimeRangesProps) {
  const zone = useTimeZone();
  const choose = (next: RawRange) => {
    onOpen(false);
    onChange(next);
  };
  return (
    <Popover opened={open} onChange={onOpen} position="bottom-end" trapFocus>
      <Popover.Target>{button}</Popover.Target>
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
