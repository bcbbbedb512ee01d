import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests of a panel, run from its folder with the tools of this workspace. */
export default defineConfig({
  cacheDir: join(import.meta.dirname, 'target/vite'),
  resolve: {
    alias: {
      '@gnomon/panel-kit': join(import.meta.dirname, 'panel-kit'),
      vitest: join(import.meta.dirname, 'node_modules/vitest'),
      uplot: join(import.meta.dirname, 'node_modules/uplot'),
      marked: join(import.meta.dirname, 'node_modules/marked'),
      dompurify: join(import.meta.dirname, 'node_modules/dompurify'),
    },
  },
  test: { include: ['src/**/*.test.ts', join(import.meta.dirname, 'panel-kit/*.test.ts')] },
});
