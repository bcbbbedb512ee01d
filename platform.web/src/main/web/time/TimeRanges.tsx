import { Popover } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { remembered } from '../shell/remembered.ts';
import { t } from '../texts/t.ts';
import { AbsoluteRange } from './AbsoluteRange.tsx';
import { QuickRanges } from './QuickRanges.tsx';
import type { RawRange } from './range.ts';
import { rangeJson, readRange } from './rangeClipboard.ts';
import { rangeText } from './rangeText.ts';
import { offsetText, useTimeZone } from './zone.ts';

const ZoneSettings = lazy(() => import('./ZoneSettings.tsx'));
/** Ranges that were typed or pasted in this browser. */
const used = remembered('gnomon.time.recent', 5);

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
  const apply = (next: RawRange) => {
    used.add(rangeJson(next));
    choose(next);
  };
  const recent = open ? used.read().flatMap(text => readRange(text) ?? []) : [];
  return (
    <Popover opened={open} onChange={onOpen} position="bottom-end" trapFocus>
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown className="time-picker">
        <div className="absolute">
          {/* In another zone the same times are written otherwise. */}
          <AbsoluteRange key={zone} range={range} onApply={apply} />
          {recent.length > 0 && (
            <fieldset className="quick-list">
              <legend className="hint">{t('time.recent')}</legend>
              {recent.map(each => (
                <button type="button" key={rangeJson(each)} onClick={() => apply(each)}>
                  {rangeText(each)}
                </button>
              ))}
            </fieldset>
          )}
          {previous && (
            <div className="quick-list">
              <button type="button" onClick={() => choose(previous)}>
                {t('time.back', { range: rangeText(previous) })}
              </button>
            </div>
          )}
          <p className="hint">{`${zone} · ${offsetText(zone, Date.now())}`}</p>
          <Suspense>
            <ZoneSettings />
          </Suspense>
        </div>
        <QuickRanges range={range} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  );
}
