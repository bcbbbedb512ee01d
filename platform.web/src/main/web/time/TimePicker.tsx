import { lazy, Suspense, useState } from 'react';
import { Button, IconButton } from '../shell/controls.tsx';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import { isRelative, type RawRange, shifted, zoomOut } from './range.ts';
import { rangeText } from './rangeText.ts';

/** Comes when it is opened for the first time: its parts weigh as much as a chart. */
const TimeRanges = lazy(() => import('./TimeRanges.tsx'));

interface TimePickerProps {
  readonly range: RawRange;
  readonly previous?: RawRange;
  readonly onChange: (range: RawRange) => void;
}

/** Relative and named ranges in one click, any other as text ("now-2h", "2026-11-22 14:00") or from a calendar; a range that stands still is moved by half its length. */
export function TimePicker({ range, previous, onChange }: TimePickerProps) {
  const [open, setOpen] = useState<boolean>();
  const button = (
    <Button
      leftSection={<Icon name="clock" size={15} />}
      rightSection={<Icon name="chevron" size={12} />}
      onClick={() => setOpen(!open)}
    >
      {rangeText(range)}
    </Button>
  );
  const move = (icon: 'left' | 'right', by: -1 | 1) =>
    !isRelative(range) && (
      <IconButton
        icon={icon}
        label={t(by < 0 ? 'keys.earlier' : 'keys.later')}
        onClick={() => onChange(shifted(range, by))}
      />
    );
  return (
    <div className="controls">
      {move('left', -1)}
      {open === undefined ? (
        button
      ) : (
        <Suspense fallback={button}>
          <TimeRanges
            open={open}
            onOpen={setOpen}
            button={button}
            range={range}
            previous={previous}
            onChange={onChange}
          />
        </Suspense>
      )}
      {move('right', 1)}
      <IconButton icon="zoomOut" label={t('time.zoomOut')} onClick={() => onChange(zoomOut(range))} />
    </div>
  );
}
