import type { Labels } from '@gnomon/plugin-api';

/** Labels that are new or have another value, and names of those that are gone. */
export function labelChanges(
  before: Labels,
  after: Labels,
): { readonly added: Labels; readonly removed: readonly string[] } {
  return {
    added: Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value)),
    removed: Object.keys(before).filter(name => !(name in after)),
  };
}
