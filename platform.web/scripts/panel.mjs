// node scripts/panel.mjs build|check <folder> <version>: builds one panel into its target/classes
// (META-INF/gnomon/plugin.json, web/panel.js, one ES module that imports nothing, and i18n/LANGUAGE.json: the panel's
// texts with those of the panel kit), or checks and tests it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { run, whenChanged } from './steps.mjs';

const [task, folder, version] = process.argv.slice(2);
if (!folder || !version) {
  console.error('usage: node scripts/panel.mjs build|check <folder of the panel> <version>');
  process.exit(2);
}
const web = join(import.meta.dirname, '..');
const panel = resolve(folder);
const classes = join(panel, 'target/classes');
const inputs = ['src', 'i18n', 'plugin.json', 'tsconfig.json']
  .map(name => join(panel, name))
  .concat([
    join(web, 'plugin-api'),
    join(web, 'panel-kit'),
    import.meta.filename,
    join(web, 'package-lock.json'),
  ])
  .concat(['biome.json', 'vitest.panel.ts'].map(name => join(web, name)));

/** uPlot asks Intl for the browser's language as it is; some systems give one that Intl refuses. */
const safeLocale = {
  name: 'safe-locale',
  transform: (code, id) =>
    id.includes('/uplot/')
      ? code.replace(/new Intl\.NumberFormat\([^)]*\)/, "new Intl.NumberFormat('en')")
      : null,
};

if (task === 'build') {
  await whenChanged(join(panel, 'target/build.stamp'), inputs, join(classes, 'web/panel.js'), buildPanel);
} else {
  await whenChanged(join(panel, 'target/check.stamp'), inputs, join(classes, 'web/panel.js'), () => {
    run('biome', 'ci', '--error-on-warnings', panel);
    run('tsc', '--noEmit', '-p', panel);
    process.env.PANEL = panel; // for the test of its manifest
    run('vitest', 'run', '--reporter=dot', '--config', join(web, 'vitest.panel.ts'), '--root', panel);
  });
}

function json(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

async function buildPanel() {
  await build({
    configFile: false,
    root: panel,
    logLevel: 'warn',
    plugins: [safeLocale],
    resolve: {
      alias: ['uplot', 'marked', 'dompurify']
        .map(name => [name, join(web, 'node_modules', name)])
        .concat([['@gnomon/panel-kit', join(web, 'panel-kit')]])
        .map(([name, replacement]) => ({ find: new RegExp(`^${name}(?=/|$)`), replacement })),
    },
    build: {
      outDir: join(classes, 'web'),
      emptyOutDir: true,
      target: 'es2022',
      copyPublicDir: false,
      minify: true,
      lib: { entry: join(panel, 'src/index.ts'), formats: ['es'], fileName: () => 'panel.js' },
    },
  });
  // Maven's 1.2.3-SNAPSHOT is 1.2.3.SNAPSHOT in OSGi.
  const bundleVersion = version.replace('-', '.');
  const manifest = {
    ...json(join(panel, 'plugin.json')),
    version: bundleVersion,
  };
  mkdirSync(join(classes, 'META-INF/gnomon'), { recursive: true });
  writeFileSync(join(classes, 'META-INF/gnomon/plugin.json'), JSON.stringify(manifest, null, 2));
  for (const path of Object.values(manifest.i18n ?? {})) {
    const texts = { ...json(join(web, 'panel-kit', path)), ...json(join(panel, path)) };
    mkdirSync(join(classes, path, '..'), { recursive: true });
    writeFileSync(join(classes, path), JSON.stringify(texts));
  }
}
