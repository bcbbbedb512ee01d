import type { DataFrame, Field } from '@gnomon/plugin-api';
import { asText } from '../display/display.ts';
import { dateTime } from '../display/units.ts';
import { AddressLink } from '../shell/AddressLink.tsx';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import type { Filling } from './fieldText.ts';

const NEWEST_ROWS = 200;

/** The numbers behind a panel as plain tables: for screen readers, and for everyone who wants to read values. */
export function DataTable({
  frames,
  summary,
  filling,
  csv,
}: {
  frames: readonly DataFrame[];
  summary: string | undefined;
  filling: Filling | undefined;
  /** Address of the data as a file. */
  csv: (() => string) | undefined;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
    <div className="data-table" tabIndex={0}>
      {summary && <p>{summary}</p>}
      {csv && frames.length > 0 && (
        <a className="address-link" href={csv()} download>
          <Icon name="download" size={14} />
          {t('panel.csv')}
        </a>
      )}
      {frames.map((frame, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: frames have no identity but their place
        <FrameTable key={index} frame={frame} filling={filling} />
      ))}
      {frames.length === 0 && <p>{t('panel.noData')}</p>}
    </div>
  );
}

function FrameTable({ frame, filling }: { frame: DataFrame; filling: Filling | undefined }) {
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
                {cellText(field, row)}
                {filling && <Links frame={frame} field={field} row={row} filling={filling} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A time that is missing has no text. */
function cellText(field: Field, row: number): string {
  const value = field.nulls?.[row] ? null : field.values[row];
  if (field.type !== 'time') return asText(field.display(value));
  return value === null || Number.isNaN(value) ? '' : dateTime(Number(value));
}

/** Where a value leads. */
function Links({
  frame,
  field,
  row,
  filling,
}: {
  frame: DataFrame;
  field: Field;
  row: number;
  filling: Filling;
}) {
  const subject = { frame, field, row };
  return field.config.links?.map(link => (
    <AddressLink
      key={`${link.title} ${link.url}`}
      address={filling.address(link.url, subject)}
      blank={link.targetBlank ?? false}
    >
      {filling.text(link.title, subject)}
    </AddressLink>
  ));
}
