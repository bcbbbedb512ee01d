import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { nonce } from './api/base.ts';
import { RequestFailed } from './api/client.ts';
import { askAhead } from './dashboard/ahead.ts';
import { placeNow } from './router.ts';
import { Toasts } from './shell/Toasts.tsx';
import { language } from './texts/language.ts';
import { loadTexts } from './texts/t.ts';
import { cssVariables, mantineTheme } from './theme/mantine.ts';
import './theme/components.css';
import './theme/base.css';
import './theme/shell.css';
import './theme/dashboard.css';
import './theme/panels.css';
import './theme/time.css';
import './theme/tables.css';
import './theme/parts.css';
import './theme/forms.css';
import './theme/edit.css';

// Dialogs of Mantine lock the page's scrolling with a style sheet made by react-style-singleton.
setNonce(nonce() ?? '');

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) =>
        count < 2 && (!(error instanceof RequestFailed) || error.status === 0 || error.status === 503),
    },
  },
});

/** A shared link may say in which colours it is seen. */
const scheme = new URLSearchParams(window.location.search).get('theme');

askAhead(queries, placeNow());
document.documentElement.lang = language();
await loadTexts();
createRoot(document.getElementById('app') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <MantineProvider
        theme={mantineTheme()}
        defaultColorScheme="auto"
        {...((scheme === 'dark' || scheme === 'light') && { forceColorScheme: scheme })}
        cssVariablesResolver={cssVariables}
        getStyleNonce={() => nonce() ?? ''}
      >
        <Toasts />
        <App />
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
