import type { ReactNode } from 'react';
import { t } from '../texts/t.ts';
import { Button, IconButton } from './controls.tsx';

interface RowListProps<T> {
  readonly legend: string;
  readonly rows: readonly T[];
  readonly onChange: (rows: readonly T[]) => void;
  /** What a row is called where it is moved or taken away. */
  readonly nameOf: (row: T, index: number) => string;
  /** The button that adds a row; absent: rows are added in another way. */
  readonly add?: { readonly label: string; readonly make: () => T };
  /** The order counts, so rows can be moved. */
  readonly ordered?: boolean;
  /** The fields of one row; `set` changes some of it. */
  readonly children: (row: T, set: (changed: Partial<T>) => void, index: number) => ReactNode;
}

/** Rows that are added, changed, taken away and, where their order counts, moved. */
export function RowList<T>({
  legend,
  rows,
  onChange,
  nameOf,
  add,
  ordered = false,
  children,
}: RowListProps<T>) {
  return (
    <fieldset className="matchers">
      <legend>{legend}</legend>
      {rows.map((row, index) => {
        const name = nameOf(row, index);
        const set = (changed: Partial<T>) =>
          onChange(rows.map((other, i) => (i === index ? { ...other, ...changed } : other)));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are written
          <div className="list-row" key={index}>
            <div className="list-row-fields">{children(row, set, index)}</div>
            <div className="list-row-buttons">
              {ordered && (
                <>
                  <IconButton
                    icon="up"
                    label={t('form.up', { name })}
                    disabled={index === 0}
                    onClick={() => onChange(swapped(rows, index - 1))}
                  />
                  <IconButton
                    icon="chevron"
                    label={t('form.down', { name })}
                    disabled={index === rows.length - 1}
                    onClick={() => onChange(swapped(rows, index))}
                  />
                </>
              )}
              <IconButton
                icon="remove"
                label={t('form.removeNamed', { name })}
                onClick={() => onChange(rows.filter((_, i) => i !== index))}
              />
            </div>
          </div>
        );
      })}
      {add && <Button onClick={() => onChange([...rows, add.make()])}>{add.label}</Button>}
    </fieldset>
  );
}

/** With the row at this place and the one after it exchanged. */
function swapped<T>(rows: readonly T[], index: number): T[] {
  const next = [...rows];
  [next[index], next[index + 1]] = [next[index + 1], next[index]];
  return next;
}
