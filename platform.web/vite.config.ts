import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/**
 * The server replaces __BASE__ by the way back to the context root ("./", "../") and __CSP_NONCE__ by the
 * nonce of the request, so one build serves any sub-path behind any proxy.
 */
export default defineConfig({
  plugins: [react()],
  base: './',
  html: { cspNonce: '__CSP_NONCE__' },
  experimental: {
    renderBuiltUrl: (file, { hostType }) => (hostType === 'html' ? `__BASE__${file}` : { relative: true }),
  },
  build: {
    outDir: 'target/classes/static',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // What every page needs is one file; otherwise it is parted by which lazy pages share what: sixty, most below a kilobyte.
      output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] } },
    },
  },
  test: { include: ['src/main/web/**/*.test.{ts,tsx}'], environment: 'node' },
});
