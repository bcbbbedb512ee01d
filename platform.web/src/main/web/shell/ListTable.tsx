import type { Key, ReactNode } from 'react';
import { t } from '../texts/t.ts';
import { TableBox } from './TableBox.tsx';

interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  readonly className?: string;
}

/** A list with a heading over each column and, at the end of each row, what can be done with it. */
export function ListTable<T>({
  rows,
  keyOf,
  columns,
  actions,
}: {
  rows: readonly T[];
  keyOf: (row: T) => Key;
  columns: readonly Column<T>[];
  actions: (row: T) => ReactNode;
}) {
  return (
    <TableBox>
      <table>
        <thead>
          <tr>
            {columns.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col" aria-label={t('plugins.actions')} />
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, cell, className }) => (
                <td key={title} className={className}>
                  {cell(row)}
                </td>
              ))}
              <td>
                <div className="controls end">{actions(row)}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}
