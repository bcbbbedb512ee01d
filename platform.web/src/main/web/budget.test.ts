import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const BUDGET = 400 * 1024;
const STATIC = 'target/classes/static';

/** The page, what it names, and what those modules import without being asked: transferred before the first panel. */
test('the first load stays within 400 KB of compressed HTML, JavaScript and CSS', () => {
  const html = readFileSync(join(STATIC, 'index.html'), 'utf8');
  const wanted = [...html.matchAll(/(?:src|href)="__BASE__([^"]+\.(?:js|css))"/g)].map(m => m[1]);
  expect(wanted.some(name => name.endsWith('.js'))).toBe(true);
  expect(wanted.some(name => name.endsWith('.css'))).toBe(true);
  const seen = new Set<string>();
  let total = gzipSync(html).length;
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const text = readFileSync(join(STATIC, name), 'utf8');
    total += gzipSync(text).length;
    for (const [, imported] of text.matchAll(/(?:^|[;}])import(?:[^"'()]*from)?["']\.\/([^"']+)["']/g))
      wanted.push(`assets/${imported}`);
  }
  const panel = '../panels/timeseries/target/classes/web/panel.js';
  if (existsSync(panel)) total += gzipSync(readFileSync(panel)).length;
  expect(total).toBeGreaterThan(50 * 1024);
  expect(total).toBeLessThan(BUDGET);
});
