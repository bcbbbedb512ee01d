import { Menu, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { gnomon, setCsrfToken } from '../api/client.ts';
import { useSession } from '../api/queries.ts';
import type { Session } from '../api/types.ts';
import { go, isKiosk, usePlace } from '../router.ts';
import { chooseLanguage, LANGUAGES, languageName } from '../texts/language.ts';
import { type TextKey, t } from '../texts/t.ts';
import { chooseSafeColors, safeColors } from '../theme/sight.ts';
import { Icon, type IconName } from './icons.tsx';
import { Mark } from './Mark.tsx';
import { PageLink } from './PageLink.tsx';
import { useShortcuts } from './shortcuts.ts';
import { toast } from './toasts.ts';
import { usePalette } from './usePalette.ts';

const CommandPalette = lazy(() => import('./CommandPalette.tsx'));
const LoginDialog = lazy(() => import('./LoginDialog.tsx'));
const ShortcutHelp = lazy(() => import('./ShortcutHelp.tsx'));
const OwnPassword = lazy(() => import('../settings/OwnPassword.tsx'));

const ENTRIES: readonly { readonly path: string; readonly icon: IconName; readonly text: TextKey }[] = [
  { path: '', icon: 'home', text: 'nav.home' },
  { path: 'dashboards', icon: 'dashboards', text: 'nav.dashboards' },
  { path: 'query', icon: 'query', text: 'nav.query' },
  { path: 'alerts', icon: 'alerts', text: 'nav.alerts' },
  { path: 'targets', icon: 'targets', text: 'nav.targets' },
  { path: 'status', icon: 'status', text: 'nav.status' },
  { path: 'plugins', icon: 'plugins', text: 'nav.plugins' },
  { path: 'settings', icon: 'settings', text: 'nav.settings' },
];
/** Pages that the palette leads to besides. */
const MORE: readonly { readonly path: string; readonly text: TextKey }[] = [
  { path: 'dashboards/library', text: 'library.title' },
  { path: 'alerts/rules', text: 'alerts.tab.rules' },
  { path: 'alerts/silences', text: 'alerts.tab.silences' },
  { path: 'alerts/routes', text: 'alerts.tab.routes' },
  { path: 'status/series', text: 'status.tab.series' },
  { path: 'status/exporters', text: 'status.tab.exporters' },
  { path: 'status/discovery', text: 'status.tab.discovery' },
  { path: 'settings/users', text: 'settings.tab.users' },
  { path: 'settings/tokens', text: 'settings.tab.tokens' },
  { path: 'settings/audit', text: 'settings.tab.audit' },
];
const PALETTE_PAGES = [...ENTRIES, ...MORE];

/** Navigation on the left, the page beside it. */
export function Shell({ children }: { children: ReactNode }) {
  const { path, parameters } = usePlace();
  const [login, setLogin] = useState(false);
  const [help, setHelp] = useState(false);
  const palette = usePalette(PALETTE_PAGES);
  useShortcuts({
    '?': () => setHelp(true),
    'g h': () => go(''),
    'g d': () => go('dashboards'),
    'g e': () => go('query'),
    'g a': () => go('alerts'),
  });
  if (isKiosk(parameters)) return <main className="page kiosk">{children}</main>;
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('nav.skip')}
      </a>
      <nav aria-label={t('nav.label')}>
        <PageLink path="" className="brand" label={t('app.name')}>
          <Mark />
          <span>{t('app.name')}</span>
        </PageLink>
        {ENTRIES.map(entry => (
          <PageLink key={entry.path} path={entry.path} label={t(entry.text)} current={isIn(path, entry.path)}>
            <Icon name={entry.icon} />
            <span>{t(entry.text)}</span>
          </PageLink>
        ))}
        <div className="spring" />
        <button type="button" title={`${t('palette.title')} (Ctrl+K)`} onClick={palette.open}>
          <Icon name="search" />
          <span>{t('palette.title')}</span>
        </button>
        <button type="button" className="keys" title={`${t('keys.title')} (?)`} onClick={() => setHelp(true)}>
          <Icon name="keyboard" />
          <span>{t('keys.title')}</span>
        </button>
        <LanguageSwitch />
        <ThemeSwitch />
        <User onLogin={() => setLogin(true)} />
      </nav>
      <main className="page" id="content">
        {children}
      </main>
      {palette.opened && (
        <Suspense>
          <CommandPalette commands={palette.commands} onClose={palette.close} />
        </Suspense>
      )}
      {help && (
        <Suspense>
          <ShortcutHelp onClose={() => setHelp(false)} />
        </Suspense>
      )}
      {login && (
        <Suspense>
          <LoginDialog onClose={() => setLogin(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** A dashboard is a page below the list of dashboards. */
function isIn(path: string, entry: string): boolean {
  const [first] = path.split('/');
  return first === entry || (first === 'd' && entry === 'dashboards');
}

function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const icon: IconName = colorScheme === 'auto' ? 'system' : colorScheme === 'dark' ? 'moon' : 'sun';
  return (
    <Menu position="right-end">
      <Menu.Target>
        <button type="button" title={t('theme.title')} aria-label={t('theme.title')}>
          <Icon name={icon} />
          <span>{t('theme.title')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="system" size={15} />} onClick={() => setColorScheme('auto')}>
          {t('theme.system')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="moon" size={15} />} onClick={() => setColorScheme('dark')}>
          {t('theme.dark')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="sun" size={15} />} onClick={() => setColorScheme('light')}>
          {t('theme.light')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.CheckboxItem checked={safeColors()} onChange={chooseSafeColors}>
          {t('theme.safe')}
        </Menu.CheckboxItem>
      </Menu.Dropdown>
    </Menu>
  );
}

function LanguageSwitch() {
  return (
    <Menu position="right-end">
      <Menu.Target>
        <button type="button" title={t('language.title')} aria-label={t('language.title')}>
          <Icon name="language" />
          <span>{t('language.title')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map(code => (
          <Menu.Item key={code} lang={code} onClick={() => chooseLanguage(code)}>
            {languageName(code)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function User({ onLogin }: { onLogin: () => void }) {
  const queries = useQueryClient();
  const user = useSession().data?.user;
  const [renewing, setRenewing] = useState(false);
  if (!user) {
    return (
      <button type="button" onClick={onLogin} title={t('login.title')}>
        <Icon name="user" />
        <span>{t('login.title')}</span>
      </button>
    );
  }
  const logout = async () => {
    try {
      await gnomon.send('DELETE', 'session');
      const session = await gnomon.get<Session>('session');
      setCsrfToken(session.csrf);
      queries.setQueryData(['session'], session);
    } catch (e) {
      toast.failed((e as Error).message);
    }
  };
  return (
    <Menu position="right-end">
      <Menu.Target>
        <button type="button" title={user.name}>
          <Icon name="user" />
          <span>{user.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('login.as', { name: user.name, role: user.role })}</Menu.Label>
        <Menu.Item onClick={() => setRenewing(true)}>{t('users.ownPassword')}</Menu.Item>
        <Menu.Item onClick={() => void logout()}>{t('login.out')}</Menu.Item>
      </Menu.Dropdown>
      {renewing && (
        <Suspense>
          <OwnPassword onClose={() => setRenewing(false)} />
        </Suspense>
      )}
    </Menu>
  );
}
