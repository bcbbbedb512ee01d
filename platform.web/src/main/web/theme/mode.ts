import type { Theme } from '@gnomon/plugin-api';
import { useComputedColorScheme } from '@mantine/core';
import { theme } from './tokens.ts';

/** The theme in use; changes with the switch and with the system. */
export function useTheme(): Theme {
  return theme(useComputedColorScheme('dark', { getInitialValueInEffect: false }));
}
