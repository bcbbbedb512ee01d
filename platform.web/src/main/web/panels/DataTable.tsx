import type { DataFrame } from '@gnomon/plugin-api';
import { asText } from '../display/display.ts';
import { dateTime } from '../display/units.ts';
import { Button } from '../shell/controls.tsx';
import { download } from '../shell/download.ts';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import { csvOf } from './csv.ts';

const NEWEST_ROWS = 200;

/** The numbers behind a panel as plain tables: for screen readers, and for everyone who wants to read values. */
export function DataTable({
  frames,
  summary,
  title,
}: {
  frames: readonly DataFrame[];
  summary: string | undefined;
  /** What the file is called in which the data can be taken along. */
  title: string;
}) {
  return (
    <div className="data-table">
      {summary && <p>{summary}</p>}
      {frames.length > 0 && (
        <Button
          leftSection={<Icon name="download" size={14} />}
          onClick={() => download(`${title || 'data'}.csv`, 'text/csv', csvOf(frames))}
        >
          {t('panel.csv')}
        </Button>
      )}
      {frames.map((frame, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: frames have no identity but their place
        <FrameTable key={index} frame={frame} />
      ))}
      {frames.length === 0 && <p>{t('panel.noData')}</p>}
    </div>
  );
}

function FrameTable({ frame }: { frame: DataFrame }) {
  const first = Math.max(0, frame.length - NEWEST_ROWS);
  const rows = Array.from({ length: frame.length - first }, (_, i) => frame.length - 1 - i);
  return (
    <table>
      <thead>
        <tr>
          {frame.fields.map(field => (
            <th key={field.displayName} scope="col" className={field.type === 'number' ? 'number' : ''}>
              {field.displayName}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row}>
            {frame.fields.map(field => (
              <td key={field.displayName} className={field.type === 'number' ? 'number' : ''}>
                {field.type === 'time'
                  ? dateTime(Number(field.values[row]))
                  : asText(field.display(field.nulls?.[row] ? null : field.values[row]))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
