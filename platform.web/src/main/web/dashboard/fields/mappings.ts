import type { MappingResult, ValueMapping } from '@gnomon/plugin-api';

type Special = Extract<ValueMapping, { type: 'special' }>['options']['match'];

/** One condition and what is shown where it holds. */
export type MappingRow =
  | { readonly type: 'value'; readonly value: string; readonly result: MappingResult }
  | {
      readonly type: 'range';
      readonly from: number | null;
      readonly to: number | null;
      readonly result: MappingResult;
    }
  | { readonly type: 'regex'; readonly pattern: string; readonly result: MappingResult }
  | { readonly type: 'special'; readonly match: Special; readonly result: MappingResult };

export const SPECIALS: readonly Special[] = ['null', 'nan', 'null+nan', 'true', 'false', 'empty'];

/** The conditions one by one; a mapping of values holds several of them. */
export function rowsOf(mappings: readonly ValueMapping[]): MappingRow[] {
  return mappings.flatMap(conditionsOf);
}

function conditionsOf(mapping: ValueMapping): MappingRow[] {
  switch (mapping.type) {
    case 'value':
      return Object.entries(mapping.options).map(([value, result]) => ({ type: 'value', value, result }));
    case 'range':
      return [{ type: 'range', ...mapping.options }];
    case 'regex':
      return [{ type: 'regex', ...mapping.options }];
    case 'special':
      return [{ type: 'special', ...mapping.options }];
  }
}

/** A mapping for each condition, so that their order stays as it is written. */
export function mappingsOf(rows: readonly MappingRow[]): ValueMapping[] {
  return rows.map(mappingOf);
}

function mappingOf(row: MappingRow): ValueMapping {
  switch (row.type) {
    case 'value':
      return { type: 'value', options: { [row.value]: row.result } };
    case 'range':
      return { type: 'range', options: { from: row.from, to: row.to, result: row.result } };
    case 'regex':
      return { type: 'regex', options: { pattern: row.pattern, result: row.result } };
    case 'special':
      return { type: 'special', options: { match: row.match, result: row.result } };
  }
}

/** A new condition of a kind with the same result. */
export function rowOf(type: MappingRow['type'], result: MappingResult): MappingRow {
  switch (type) {
    case 'value':
      return { type, value: '', result };
    case 'range':
      return { type, from: null, to: null, result };
    case 'regex':
      return { type, pattern: '', result };
    case 'special':
      return { type, match: 'null', result };
  }
}
