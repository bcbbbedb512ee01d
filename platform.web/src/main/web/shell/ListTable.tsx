import { Fragment, type Key, type ReactNode, useState } from 'react';
import { t } from '../texts/t.ts';
import { Button } from './controls.tsx';
import { TableBox } from './TableBox.tsx';

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  readonly className?: string;
  /** Stands at the right, its heading too. */
  readonly number?: boolean;
}

/** So many rows are drawn at first, and with each wish for more. */
const STEP = 100;

/**
 * A list with a heading over each column and, at the end of each row, what can be done with it. A long one is drawn a
 * part at a time.
 */
export function ListTable<T>({
  rows,
  keyOf,
  columns,
  actions,
  below,
  className,
  caption,
}: {
  rows: readonly T[];
  keyOf: (row: T) => Key;
  columns: readonly Column<T>[];
  /** Absent: nothing can be done with a row. */
  actions?: (row: T) => ReactNode;
  /** What an opened row tells over the whole width; undefined of one that is closed. */
  below?: (row: T) => ReactNode | undefined;
  className?: string;
  /** What the list is called for those who do not see where it stands. */
  caption?: string;
}) {
  const [limit, setLimit] = useState(STEP);
  const left = rows.length - limit;
  return (
    <>
      <TableBox>
        <table className={className}>
          {caption && <caption className="visually-hidden">{caption}</caption>}
          <thead>
            <tr>
              {columns.map(({ title, number }) => (
                <th key={title} scope="col" className={number ? 'number' : undefined}>
                  {title}
                </th>
              ))}
              {actions && <th scope="col" className="actions" aria-label={t('plugins.actions')} />}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, limit).map(row => {
              const opened = below?.(row);
              return (
                <Fragment key={keyOf(row)}>
                  <tr>
                    {columns.map(({ title, cell, number, className: ofCell }) => (
                      <td key={title} className={number ? 'number' : ofCell}>
                        {cell(row)}
                      </td>
                    ))}
                    {actions && (
                      <td className="actions">
                        <div className="controls end">{actions(row)}</div>
                      </td>
                    )}
                  </tr>
                  {opened && (
                    <tr>
                      <td className="below" colSpan={columns.length + (actions ? 1 : 0)}>
                        {opened}
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </TableBox>
      {left > 0 && (
        <div className="controls more">
          <span className="hint">{t('list.shown', { shown: limit, count: rows.length })}</span>
          <Button onClick={() => setLimit(limit + STEP)}>
            {t('list.more', { count: Math.min(STEP, left) })}
          </Button>
        </div>
      )}
    </>
  );
}
