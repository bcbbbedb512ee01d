// Runs `npm ci` unless node_modules is already what the lock file asks for.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const age = file => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (age('node_modules/.package-lock.json') < age('package-lock.json')) {
  const npm = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (npm.error) console.error(`npm cannot be started: ${npm.error.message}`);
  process.exit(npm.status ?? 1);
}
