// node scripts/app.mjs build | check: builds the application into target/classes/static, or checks and tests it.
import { join } from 'node:path';
import { run, whenChanged } from './steps.mjs';

const web = join(import.meta.dirname, '..');
const target = name => join(web, 'target', name);
const inputs = [
  'src/main/web',
  'public',
  'plugin-api',
  'scripts',
  'mock',
  ...[
    'browser',
    'axe',
    'run',
    'panels',
    'tables',
    'links',
    'share',
    'keyboard',
    'swap',
    'alerts',
    'edit',
    'editors',
    'drafts',
    'variables',
    'notes',
    'admin',
    'explore',
    'tabs',
    'load',
    'newpanel',
    'host',
    'corners',
    'looks',
  ].map(name => `browser-test/${name}.mjs`),
  'panel-kit',
  'home.json',
]
  .concat(['index.html', 'vite.config.ts', 'tsconfig.json', 'biome.json', 'package-lock.json'])
  .map(name => join(web, name));

if (process.argv[2] === 'build') {
  await whenChanged(target('build.stamp'), inputs, target('classes/static/index.html'), () =>
    run('vite', 'build', '--logLevel', 'warn'),
  );
} else {
  await whenChanged(target('check.stamp'), inputs, target('classes/static/index.html'), () => {
    run('biome', 'ci', '--error-on-warnings', '.');
    run('tsc', '--noEmit', '-p', '.');
    run('vitest', 'run', '--reporter=dot');
  });
}
