// Run with the tests of each panel: what its plugin.json offers in the editor is what its code heeds.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormSchema, PanelContribution, PluginManifest } from '@gnomon/plugin-api';
import { expect, test } from 'vitest';

const panel = process.env.PANEL ?? '';
const manifest: PluginManifest = JSON.parse(readFileSync(join(panel, 'plugin.json'), 'utf8'));
const contribution = manifest.provides[0] as PanelContribution;
const code = [join(panel, 'src'), import.meta.dirname]
  .flatMap(folder => readdirSync(folder).map(name => join(folder, name)))
  .filter(path => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map(path => readFileSync(path, 'utf8'))
  .join('\n');

/** Every option with its path. */
function options(schema: FormSchema | undefined, path = ''): [path: string, schema: FormSchema][] {
  return Object.entries(schema?.properties ?? {}).flatMap(([name, option]) => [
    [path + name, option],
    ...options(option, `${path}${name}.`),
    ...options(option.items, `${path}${name}.`),
  ]);
}
const all = [...options(contribution.optionsSchema), ...options(contribution.fieldSchema, 'custom.')];

test('the panel says what it is, and every option has a title', () => {
  expect(manifest.description).toMatch(/^[A-Z].{10,}\.$/);
  expect(all.flatMap(([path, { title }]) => (title ? [] : path))).toEqual([]);
});

test('every option is read by the code', () => {
  const unread = all
    .map(([path]) => path)
    .filter(path => !new RegExp(`\\b${path.split('.').at(-1)}\\b`).test(code));
  expect(unread).toEqual([]);
});

test('a default is one of the choices', () => {
  const wrong = all.filter(
    ([, { oneOf, default: given }]) =>
      oneOf && given !== undefined && !oneOf.some(choice => choice.const === given),
  );
  expect(wrong.map(([path]) => path)).toEqual([]);
});
