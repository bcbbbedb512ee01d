import { defineConfig } from 'vite';

/** The panel as one ES module that imports nothing, beside a copy of the files of bundle/. */
export default defineConfig({
  publicDir: 'bundle',
  build: {
    outDir: 'target/bundle',
    target: 'es2022',
    lib: { entry: 'src/panel.ts', formats: ['es'], fileName: () => 'web/panel.js' },
  },
});
