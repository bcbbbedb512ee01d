import { useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { go } from '../router.ts';
import { chooseLanguage, LANGUAGES, languageName } from '../texts/language.ts';
import { type TextKey, t } from '../texts/t.ts';
import { chooseSafeColors, safeColors } from '../theme/sight.ts';
import type { Command } from './CommandPalette.tsx';
import { useShortcuts } from './shortcuts.ts';

/** The command palette's state: Ctrl+K (or Cmd+K) opens and closes it. */
export function usePalette(pages: readonly { readonly path: string; readonly text: TextKey }[]) {
  const [opened, setOpened] = useState(false);
  const { setColorScheme } = useMantineColorScheme();
  useShortcuts({ 'Ctrl+K': () => setOpened(!opened) });
  const commands: Command[] = [
    ...pages.map(({ path, text }) => ({ name: t(text), kind: t('palette.page'), run: () => go(path) })),
    ...(['dark', 'light', 'auto'] as const).map(scheme => ({
      name: t(scheme === 'auto' ? 'theme.system' : `theme.${scheme}`),
      kind: t('theme.title'),
      run: () => setColorScheme(scheme),
    })),
    { name: t('theme.safe'), kind: t('theme.title'), run: () => chooseSafeColors(!safeColors()) },
    ...LANGUAGES.map(code => ({
      name: languageName(code),
      kind: t('language.title'),
      run: () => chooseLanguage(code),
    })),
  ];
  return { opened, open: () => setOpened(true), close: () => setOpened(false), commands };
}
