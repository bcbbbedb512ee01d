import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { matchesWords } from '../shell/words.ts';
import { t } from '../texts/t.ts';
import { NAMED_RANGES, QUICK_RANGES, type RawRange } from './range.ts';
import { rangeText } from './rangeText.ts';

const RANGES: readonly RawRange[] = [
  ...QUICK_RANGES.map(span => ({ from: `now-${span}`, to: 'now' })),
  ...NAMED_RANGES.map(({ from, to }) => ({ from, to })),
];

/** Ranges that count from now, narrowed by words of their names; Enter chooses the first. */
export function QuickRanges({ range, onChoose }: { range: RawRange; onChoose: (range: RawRange) => void }) {
  const [filter, setFilter] = useState('');
  const shown = RANGES.filter(each => matchesWords(filter, [rangeText(each)]));
  return (
    <div className="quick">
      <TextInput
        size="xs"
        placeholder={t('time.filter')}
        aria-label={t('time.filter')}
        value={filter}
        onChange={event => setFilter(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && shown.length > 0) onChoose(shown[0]);
        }}
      />
      <div className="quick-list">
        {shown.map(each => (
          <button
            type="button"
            key={`${each.from} ${each.to}`}
            aria-pressed={range.from === each.from && range.to === each.to}
            onClick={() => onChoose(each)}
          >
            {rangeText(each)}
          </button>
        ))}
      </div>
    </div>
  );
}
