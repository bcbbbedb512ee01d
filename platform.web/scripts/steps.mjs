// Runs build steps only when something they read has changed since the last success.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const WEB = join(import.meta.dirname, '..');

/** Digest of files and folders, by name and content. */
function digest(paths) {
  const hash = createHash('sha256');
  const add = path => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(`${path.slice(WEB.length)}\0`).update(readFileSync(path));
  };
  for (const path of paths) add(path);
  return hash.digest('hex');
}

/** Calls `build` unless the stamp holds the digest of the inputs and the output is there. */
export async function whenChanged(stamp, inputs, output, build) {
  const now = digest(inputs);
  const before = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (now === before && existsSync(output)) return;
  await build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

/** A tool of node_modules/.bin; its failure ends the build with its own message. */
export function run(tool, ...args) {
  const result = spawnSync(join(WEB, 'node_modules/.bin', tool), args, { cwd: WEB, stdio: 'inherit' });
  if (result.error) console.error(`${tool} cannot be started: ${result.error.message}`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}
