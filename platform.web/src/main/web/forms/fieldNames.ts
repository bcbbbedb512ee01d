import { createContext, useContext } from 'react';

/** Names of the fields that are there to choose from, while something about fields is edited. */
export const FieldNames = createContext<readonly string[]>([]);

export function useFieldNames(): readonly string[] {
  return useContext(FieldNames);
}
